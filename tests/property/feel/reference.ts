import { evaluate as feelin } from 'feelin'
import { china } from '@lianban/engine'
import { FeelLimit, FeelObject, parseFeel, Run, type FeelValue } from '@lianban/engine/feel'

/** What an evaluation gave, in a form that can be compared: JSON, dates and durations as text, and what it warned of. */
export interface Outcome {
  readonly value: unknown
  readonly trouble: string | undefined
}

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

/** Numbers agree to ten digits: the reference computes in binary. */
const rounded = (n: number): number => Number(n.toPrecision(10)) + 0

const sorted = (entries: [string, unknown][]): unknown =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))

export function own(source: string, variables: Readonly<Record<string, unknown>>): Outcome {
  const parsed = parseFeel(source)
  if (!parsed.ok) return { value: undefined, trouble: parsed.trouble }
  const names = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined)
  const run = new Run({ moment, names, zone: null })
  try {
    const value = plain(parsed.program.evaluate(run))
    return { value, trouble: run.warnings[0]?.words }
  } catch (error) {
    if (!(error instanceof FeelLimit)) throw error
    return { value: undefined, trouble: error.message }
  }
}

function plain(value: FeelValue): unknown {
  if (typeof value === 'number') return rounded(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof FeelObject) return value.toString()
  if (Array.isArray(value)) return value.map((item: FeelValue) => plain(item))
  return sorted(Object.entries(value).map(([key, entry]) => [key, plain(entry as FeelValue)]))
}

/** feelin, which parses anew each time; `undefined` where it breaks down. */
export function reference(source: string, variables: Readonly<Record<string, unknown>>): Outcome | undefined {
  try {
    const { value, warnings } = feelin(source, variables)
    return { value: plainReference(value), trouble: warnings[0]?.message }
  } catch {
    return undefined
  }
}

function plainReference(value: unknown): unknown {
  if (typeof value === 'number') return rounded(value)
  if (typeof value !== 'object' || value === null) return value ?? null
  if (Array.isArray(value)) return value.map(plainReference)
  const isContext = Object.getPrototypeOf(value) === Object.prototype && !('type' in value)
  return isContext ? sorted(Object.entries(value).map(([key, entry]) => [key, plainReference(entry)])) : String(value)
}
