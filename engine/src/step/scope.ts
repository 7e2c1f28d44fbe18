import type { Json, Names, Variables } from '../expression/expression.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import type { WorkingCalendar } from '../time/index.ts'
import { dueOn } from '../time/index.ts'
import { parseDate } from '../expression/values/temporal.ts'
import { multiInstance } from '../elements/container/multiInstance.ts'
import { rootKey, type Instance, type State } from './state.ts'

const owns = (variables: Variables | undefined, name: string): boolean =>
  variables !== undefined && Object.hasOwn(variables, name)

/** The instance and the scopes around it, from the inside out. */
function* outwards(state: State, instance: Instance): Generator<Instance> {
  for (let at: Instance | undefined = instance; at; at = state.instances.get(at.scope)) yield at
}

/**
 * Name lookup: own and enclosing variables, loop counters, data stores, and `due`, the last lawful day of the nearest
 * limit.
 */
export function namesIn(state: State, instance: Instance, { calendar, data }: StepMoment): Names {
  return (name) => {
    for (const scope of outwards(state, instance)) {
      if (owns(scope.variables, name)) return scope.variables![name]
      if (name === 'loopCounter' && scope.position !== undefined) return scope.position + 1
      const counter = scope.loop && multiInstance.counter(scope, name)
      if (counter !== undefined) return counter
    }
    if (owns(data, name)) return data![name]
    const due = name === 'due' ? dueDay(state, instance, calendar) : undefined
    return due === undefined ? undefined : parseDate(due)
  }
}

/** Last lawful day of the nearest limit around the instance, `YYYY-MM-DD`. */
export function dueDay(state: State, instance: Instance, calendar: WorkingCalendar): string | undefined {
  for (const scope of outwards(state, instance)) if (scope.clock) return dueOn(scope.clock, calendar)
  return undefined
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
