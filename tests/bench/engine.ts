import { createRequire } from 'node:module'
import {
  china,
  compile,
  decodeState,
  emptyState,
  encodeState,
  step,
  type Command,
  type Graph,
  type State,
} from '@lianban/engine'
import { race, row, type Row } from './measure.ts'
import { chain, shapes, type Shape } from './models.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

// The peer brings no types that fit this strictness, and its own reader of BPMN.
const require = createRequire(import.meta.url)
const { Engine } = require('bpmn-engine')
const BpmnModdle = createRequire(require.resolve('bpmn-engine'))('bpmn-moddle')

async function graphOf(bpmn: string): Promise<Graph> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}

function take(graph: Graph, state: State, command: Command): State {
  const result = step(graph, state, command, moment)
  if ('rejection' in result) throw new Error(result.rejection.words)
  return result.state
}

const openTask = (state: State): number | undefined => {
  for (const { key, task } of state.instances.values()) if (task) return key
  return undefined
}

/** One instance from start to end; with `saved` the state goes through its saved form between any two commands. */
function play(graph: Graph, saved: boolean): void {
  let state = take(graph, emptyState(), { type: 'start', case: 'c', version: 1, variables: { n: 7 } })
  for (let key = openTask(state); key !== undefined; key = openTask(state)) {
    if (saved) state = decodeState(encodeState(state))
    state = take(graph, state, { type: 'completeTask', key, by: 'li' })
  }
  if (state.status !== 'completed') throw new Error('Expected the case to complete')
}

type Peer = any

async function playPeer(moddleContext: unknown, saved: boolean): Promise<void> {
  const variables = { n: 7, big: true }
  let execution: Peer = await new Engine({ moddleContext, variables }).execute()
  for (;;) {
    const [waiting] = execution.getPostponed().filter(({ type }: Peer) => type === 'bpmn:UserTask')
    if (!waiting) break
    if (saved) {
      const kept = JSON.parse(JSON.stringify(execution.getState()))
      await execution.stop()
      execution = await new Engine().recover(kept).resume()
    }
    const open = execution.getPostponed().find(({ id }: Peer) => id === waiting.id)
    execution.signal({ id: open.id, executionId: open.content?.executionId })
  }
  if (execution.state !== 'idle') await execution.waitFor('end')
}

async function compare(shape: Shape, rounds: number): Promise<Row[]> {
  const saved = shape.saved ?? false
  const graph = await graphOf(shape.bpmn)
  const moddleContext = await new BpmnModdle().fromXML(shape.peer ?? shape.bpmn)
  const cold = performance.now()
  play(graph, saved)
  const coldRate = Math.round(1000 / (performance.now() - cold))
  const ours = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) play(graph, saved)
  }
  const peer = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) await playPeer(moddleContext, saved)
  }
  const [mine, theirs] = shape.counts
  const rates = await race(
    [
      { name: shape.name, run: ours, count: mine },
      { name: 'bpmn-engine', run: peer, count: theirs },
    ],
    rounds,
  )
  const first = new Map([[`${shape.name}, first instance`, coldRate]])
  return [
    row('engine', shape.name, 'instances/s', rates, 'bpmn-engine', 100),
    row('engine', `${shape.name}, first instance`, 'instances/s', first),
  ]
}

const sizes = [10, 100, 1000]

/** Completing a task in the middle of models of different sizes: steps a second and bytes of saved state. */
async function flatness(rounds: number): Promise<Row[]> {
  const middles = await Promise.all(
    sizes.map(async (size) => {
      const graph = await graphOf(chain(size))
      let state = take(graph, emptyState(), { type: 'start', case: 'c', version: 1 })
      for (let done = 0; done < size / 2 - 1; done++)
        state = take(graph, state, { type: 'completeTask', key: openTask(state)!, by: 'li' })
      return { name: `a step among ${size} elements`, graph, state, key: openTask(state)! }
    }),
  )
  const contestants = middles.map(({ name, graph, state, key }) => ({
    name,
    count: 20_000,
    run: async (count: number) => {
      for (let done = 0; done < count; done++) take(graph, state, { type: 'completeTask', key, by: 'li' })
    },
  }))
  const rates = await race(contestants, rounds)
  const bytes = new Map(middles.map(({ name, state }) => [name, encodeState(state).length]))
  const [smallest] = middles
  return middles.flatMap(({ name }) => [
    name === smallest!.name
      ? row('engine', name, 'steps/s', rates)
      : row('engine', name, 'steps/s', rates, smallest!.name, 0.8),
    row('engine', name, 'bytes of state', bytes),
  ])
}

/** Instances a second of the pure step beside bpmn-engine, on the same models, both read once before. */
export async function engineSuite(rounds: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const shape of shapes) rows.push(...(await compare(shape, rounds)))
  return [...rows, ...(await flatness(rounds))]
}
