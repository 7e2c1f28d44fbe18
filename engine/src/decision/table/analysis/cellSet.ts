import { parseDuration, DaysTimeDuration, YearsMonthsDuration } from '../../../expression/values/duration.ts'
import { parseTemporal } from '../../../expression/values/literal.ts'
import { FeelDate, parseDate } from '../../../expression/values/temporal.ts'
import type { FeelValue } from '../../../expression/values/value.ts'
import type { Comparator, FeelNode } from '../../../expression/syntax/node.ts'

/** What a value is measured on. Values of one scale are ordered, or can only be the same. */
export type Scale = 'number' | 'date' | 'days and time' | 'years and months' | 'string' | 'boolean'

/** Scales whose values are whole numbers: between two neighbours there is nothing. */
export const isDiscrete = (scale: Scale): boolean => scale === 'date' || scale === 'years and months'

/** A value that a cell speaks of, as a number where its scale is ordered. */
export interface Point {
  readonly scale: Scale
  readonly at: number | string | boolean
}

/** One of the tests of a cell: values from one end to the other; an end that is missing is open to all. */
export interface Span {
  readonly scale: Scale
  readonly low?: End
  readonly high?: End
}

export interface End {
  readonly at: number | string | boolean
  readonly included: boolean
}

/** The values that fulfil a cell: those in one of the spans, or, negated, in none of them. */
export interface CellSet {
  readonly spans: readonly Span[]
  readonly negated: boolean
}

/** What a cell says, where that can be told without evaluating it; undefined: not decided. */
export function cellSetOf(node: FeelNode): CellSet | undefined {
  if (node.kind !== 'tests') return undefined
  const spans: Span[] = []
  for (const test of node.tests) {
    const found = spansOf(test)
    if (!found) return undefined
    spans.push(...found)
  }
  return { spans, negated: node.tests.length === 0 || node.negated }
}

function spansOf(test: FeelNode): readonly Span[] | undefined {
  if (test.kind === 'bound') return bounded(test.operator, test.value)
  if (test.kind === 'compare' && isInput(test.left)) return bounded(test.operator, test.right)
  if (test.kind === 'interval') {
    const [low, high] = [pointOf(test.start), pointOf(test.end)]
    if (!low || !high || low.scale !== high.scale || !isOrdered(low.scale)) return undefined
    const [from, to] = [
      { at: low.at, included: test.startIncluded },
      { at: high.at, included: test.endIncluded },
    ]
    return [{ scale: low.scale, low: from, high: to }]
  }
  const point = pointOf(test)
  return point && [single(point)]
}

const isInput = (node: FeelNode): boolean => node.kind === 'name' && node.name === '?'

const single = ({ scale, at }: Point): Span => ({ scale, low: { at, included: true }, high: { at, included: true } })

function bounded(operator: Comparator, node: FeelNode): readonly Span[] | undefined {
  const point = pointOf(node)
  if (!point) return undefined
  if (operator === '=') return [single(point)]
  const { scale, at } = point
  if (!isOrdered(scale)) return undefined
  switch (operator) {
    case '<':
      return [{ scale, high: { at, included: false } }]
    case '<=':
      return [{ scale, high: { at, included: true } }]
    case '>':
      return [{ scale, low: { at, included: false } }]
    case '>=':
      return [{ scale, low: { at, included: true } }]
    case '!=':
      return [
        { scale, high: { at, included: false } },
        { scale, low: { at, included: false } },
      ]
  }
}

export const isOrdered = (scale: Scale): boolean => scale !== 'string' && scale !== 'boolean'

/** Where a constant lies on its scale. */
export function pointOf(node: FeelNode): Point | undefined {
  const value = constantOf(node)
  return value === undefined ? undefined : measured(value)
}

/** Where a value lies on its scale; undefined for values without one, such as null or a time of day. */
export function measured(value: FeelValue): Point | undefined {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return { scale: typeof value as Scale, at: value }
    default:
      if (value instanceof FeelDate) return { scale: 'date', at: value.epoch }
      if (value instanceof DaysTimeDuration) return { scale: 'days and time', at: value.seconds }
      if (value instanceof YearsMonthsDuration) return { scale: 'years and months', at: value.months }
      return undefined
  }
}

const makers: Readonly<Record<string, (text: string) => FeelValue>> = { date: parseDate, duration: parseDuration }

/** The value of a literal; undefined for all other expressions. */
export function constantOf(node: FeelNode): FeelValue | undefined {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
      return node.value
    case 'at':
      return parseTemporal(node.text)
    case 'negate': {
      const value = constantOf(node.value)
      return typeof value === 'number' ? -value : undefined
    }
    case 'call': {
      const [argument, ...more] = node.args
      const maker = node.target.kind === 'name' ? makers[node.target.name] : undefined
      const text = argument && more.length === 0 ? constantOf(argument.value) : undefined
      return maker && typeof text === 'string' ? maker(text) : undefined
    }
    default:
      return undefined
  }
}
