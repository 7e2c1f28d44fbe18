import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, runProblems } from '@lianban/engine'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import type { Row } from './measure.ts'

const here = new URL('../conformance', import.meta.url).pathname
const beside = new URL('../../../shared/conformance/cases', import.meta.url).pathname

const ids = (count: number, name: string): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`)
const long = (count: number): string => {
  const tasks = ids(count, 't')
  return model('long', start(), ...tasks.map((id) => `<bpmn:task id="${id}"/>`), end(), line('start', ...tasks, 'end'))
}
const wide = (branches: number, steps: number): string => {
  const all = ids(branches, 'b').map((branch) => ids(steps, `${branch}t`))
  const gates = '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>'
  const inside = all.map((steps_) => steps_.map((id) => userTask(id)).join('') + line('f', ...steps_, 'j'))
  return model('wide', start(), gates, ...inside, end(), line('start', 'f'), line('j', 'end'))
}

/** Milliseconds of one whole check: read, compile, search. */
async function checked(xml: string): Promise<number> {
  const begin = performance.now()
  const compiled = await compile(xml)
  if (compiled.ok) for (const graph of compiled.graphs) runProblems(graph)
  return performance.now() - begin
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
const rounded = (value: number): number => Math.round(value * 100) / 100

function row(name: string, value: number, limit: number): Row {
  const ratio = rounded(limit / value)
  return {
    suite: 'check',
    case: name,
    value: rounded(value),
    unit: 'ms',
    baseline: 'limit',
    baselineValue: limit,
    ratio,
    target: 1,
    met: value < limit,
  }
}

/** Checking a drawing: the models of the conformance cases, a long one and a wide one (BPMN Analyzer 2.0 answers in under 500 ms). */
export async function checkSuite(rounds: number): Promise<Row[]> {
  const folders = [here, beside].flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
    } catch {
      return []
    }
  })
  const models = folders.filter((file) => file.endsWith('.bpmn')).map((file) => readFileSync(file, 'utf8'))
  const times = async (xml: string): Promise<number> => {
    const all: number[] = []
    for (let round = 0; round < rounds; round++) all.push(await checked(xml))
    return median(all)
  }
  const each: number[] = []
  for (const xml of models) each.push(await times(xml))
  return [
    row(`median of ${models.length} models`, median(each), 50),
    row('slowest of them', Math.max(...each), 500),
    row('4,000 elements in a row', await times(long(4000)), 500),
    row('20 parallel branches of 10 steps', await times(wide(20, 10)), 500),
  ]
}
