import type { Json, Names, Variables } from '../expression/expression.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import { calendarFor, dueAt, dueOn, isFine } from '../time/index.ts'
import { add } from '../expression/values/decimal.ts'
import { dateTimeAt, parseDate } from '../expression/values/temporal.ts'
import { offsetAtInstant } from '../expression/values/zone.ts'
import { multiInstance } from '../elements/container/multiInstance.ts'
import { clockAround, outwards } from './around.ts'
import { rootKey, type Instance, type State } from './state.ts'

const owns = (variables: Variables | undefined, name: string): boolean =>
  variables !== undefined && Object.hasOwn(variables, name)

/**
 * Name lookup: own and enclosing variables, loop counters, data stores, `due`, the last lawful day of the nearest limit,
 * and the words for options of the calendar functions.
 */
export function namesIn(state: State, instance: Instance, moment: StepMoment): Names {
  const { data } = moment
  return (name) => {
    for (const scope of outwards(state, instance)) {
      if (owns(scope.variables, name)) return scope.variables![name]
      if (name === 'loopCounter' && scope.position !== undefined) return scope.position + 1
      const counter = scope.loop && multiInstance.counter(scope, name)
      if (counter !== undefined) return counter
    }
    if (owns(data, name)) return data![name]
    if (name === 'due') return dueName(state, instance, moment)
    return options.has(name) ? true : undefined
  }
}

/** Options of the calendar functions that are written as words: `cd(30, roll)`, `wdBefore(due, 7, strictGap)`. */
const options: ReadonlySet<string> = new Set(['roll', 'strictGap'])

/** `due` in FEEL: the last lawful day of the nearest limit, or its instant where the limit is in hours. */
function dueName(state: State, instance: Instance, moment: Counted) {
  const clock = clockAround(state, instance)
  if (!clock) return undefined
  const calendar = calendarFor(clock.limit, moment)
  if (!isFine(clock.limit.unit)) {
    const day = dueOn(clock, calendar)
    return day === undefined ? undefined : parseDate(day)
  }
  const instant = dueAt(clock, calendar)
  if (instant === undefined) return undefined
  const offset = offsetAtInstant(calendar.zone, Math.floor(instant / 1000))
  return dateTimeAt(add(instant / 1000, offset), offset) ?? undefined
}

type Counted = Pick<StepMoment, 'calendar' | 'almanac'>

/** When the nearest limit around the instance is over, epoch milliseconds; undefined without one and while it stands still. */
export function limitEnd(state: State, instance: Instance, moment: Counted): number | undefined {
  const clock = clockAround(state, instance)
  return clock && dueAt(clock, calendarFor(clock.limit, moment))
}

/** The moment as the instance counts it: on the calendar of the nearest limit that names one. */
export function momentIn(state: State, instance: Instance, moment: StepMoment): StepMoment {
  if (!moment.almanac) return moment
  for (const { clock } of outwards(state, instance)) {
    if (clock?.limit.calendar === undefined) continue
    const calendar = calendarFor(clock.limit, moment)
    return calendar === moment.calendar ? moment : { ...moment, calendar }
  }
  return moment
}

/** Key of the data stores among the homes of variables. */
export const shared = 0

/** Where each variable belongs: the nearest scope that has it, else the data store of this name, else the process. */
export function homes(
  state: State,
  from: Instance,
  variables: Variables,
  stores: readonly string[],
): Map<number, Record<string, Json>> {
  const byScope = new Map<number, Record<string, Json>>()
  for (const [name, value] of Object.entries(variables)) {
    let home = stores.includes(name) ? shared : rootKey
    for (const scope of outwards(state, from)) {
      if (!owns(scope.variables, name)) continue
      home = scope.key
      break
    }
    const group = byScope.get(home)
    if (group) group[name] = value
    else byScope.set(home, { [name]: value })
  }
  return byScope
}

/** Puts a value at a path into the variables that the names see: `['a', 'b']` keeps the other keys of `a`. */
export function putAt(path: readonly string[], value: Json, names: Names): Variables {
  const [head, ...rest] = path as [string, ...string[]]
  return { [head]: rest.length === 0 ? value : nested(names(head), rest, value) }
}

function nested(current: unknown, path: readonly string[], value: Json): Json {
  const [head, ...rest] = path as [string, ...string[]]
  const isContext = typeof current === 'object' && current !== null && !Array.isArray(current)
  const context = isContext ? (current as Variables) : {}
  const inner = Object.hasOwn(context, head) ? context[head] : undefined
  return { ...context, [head]: rest.length === 0 ? value : nested(inner, rest, value) }
}

/** All variables that the instance sees; inner ones hide outer ones. */
export function visibleVariables(state: State, instance: Instance): Variables {
  const scopes = [...outwards(state, instance)].reverse()
  return Object.assign({}, ...scopes.map((scope) => scope.variables ?? {})) as Variables
}
