import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { china } from '@lianban/engine'
import {
  agree,
  compileDecisions,
  elementOf,
  evaluateElement,
  shown,
  type CompiledDecisions,
  type FeelValue,
} from '@lianban/engine/decision'
import type { FoundTestCases } from '../find.ts'
import type { Difference } from '../observe.ts'
import type { Played } from '../play.ts'
import { readTestCases, type ResultNode, type TestCase } from './testCases.ts'

/** The instant at which every decision is made: `now()` is the same in each run. */
const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

/** Plays every case of a test file of the kit; a case passes when all of its results are as expected. */
export async function playTestCases({ file }: FoundTestCases): Promise<Played[]> {
  const { model, cases } = readTestCases(readFileSync(file, 'utf8'))
  const compiled = await compileDecisions(modelsOf(dirname(file), model))
  return cases.map((one) => ({ run: one.id, ...play(one, compiled) }))
}

/** The model of the test file, and the others of its folder, which it may import. */
function modelsOf(folder: string, model: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.dmn'))
  const inOrder = [...names.filter((name) => name === model), ...names.filter((name) => name !== model).toSorted()]
  return inOrder.map((name) => readFileSync(join(folder, name), 'utf8'))
}

function play(testCase: TestCase, { model, problems }: CompiledDecisions): Omit<Played, 'run'> {
  const because = new Set<string>()
  const valueOf = (name: string): FeelValue => {
    const element = elementOf(model, name)
    if (!element) throw new Error(`Expected ${name} in the model, but it is not there`)
    const { value, warnings } = evaluateElement(element, (input) => testCase.inputs.get(input), { moment, zone: null })
    for (const { words } of warnings) because.add(words)
    for (const problem of problems) if (problem.element === element.id) because.add(problem.words)
    return value
  }
  const differences = testCase.results.flatMap((result) =>
    difference(result, () => resultOf(testCase, result, valueOf)),
  )
  return { differences, because: [...because] }
}

/** A service with several outputs gives a context of them. */
function resultOf(
  { invocable, results }: TestCase,
  { name }: ResultNode,
  valueOf: (name: string) => FeelValue,
): FeelValue {
  if (invocable === undefined) return valueOf(name)
  const value = valueOf(invocable)
  const inside = results.length > 1 || (typeof value === 'object' && value !== null && Object.hasOwn(value, name))
  return inside ? ((value as Readonly<Record<string, FeelValue>>)[name] ?? null) : value
}

function difference({ name, expected, error }: ResultNode, evaluate: () => FeelValue): Difference[] {
  try {
    const actual = evaluate()
    return agree(error ? null : expected, actual, moment)
      ? []
      : [{ what: name, expected: error ? 'an error' : shown(expected, moment), actual: shown(actual, moment) }]
  } catch (thrown) {
    return [{ what: name, expected: shown(expected, moment), actual: String(thrown) }]
  }
}
