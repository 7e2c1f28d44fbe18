import { createRequire } from 'node:module'
import { china, compile, emptyState, step } from '@lianban/engine'
import { end, line, model, start } from '../builders/bpmn.ts'
import { race, row, type Row } from './measure.ts'

const names = Array.from({ length: 10 }, (_, index) => `t${index}`)
const sequence = model(
  'sequence',
  start(),
  ...names.map((id) => `<bpmn:task id="${id}"/>`),
  end(),
  line('start', ...names, 'end'),
)
const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

// The peer brings no types that fit this strictness, and its own reader of BPMN.
const require = createRequire(import.meta.url)
const { Engine } = require('bpmn-engine')
const BpmnModdle = createRequire(require.resolve('bpmn-engine'))('bpmn-moddle')

/** Whole instances of ten tasks in a row, in memory, of a model that is read once. */
export async function stepSuite(rounds: number): Promise<Row[]> {
  const compiled = await compile(sequence)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const graph = compiled.graphs[0]!
  const moddleContext = await new BpmnModdle().fromXML(sequence)
  const ours = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) {
      const result = step(graph, emptyState(), { type: 'start', case: `c${done}`, version: 1 }, moment)
      if (!('state' in result) || result.state.status !== 'completed') throw new Error('Expected the case to complete')
    }
  }
  const peer = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) {
      const execution = await new Engine({ moddleContext }).execute()
      if (execution.state !== 'idle') await execution.waitFor('end')
    }
  }
  const rates = await race(
    [
      { name: 'sequence of 10 tasks', run: ours, count: 5000 },
      { name: 'bpmn-engine', run: peer, count: 300 },
    ],
    rounds,
  )
  return [row('step', 'sequence of 10 tasks', 'instances/s', rates, 'bpmn-engine', 10)]
}
