import { type Run, Trouble } from '../../elements/behaviour.ts'
import { numberValue, textValue } from '../../elements/values.ts'
import type { CardDefinition, LimitDefinition, Node } from '../../model/graph.ts'
import {
  dayOf,
  isFine,
  isTimeProblem,
  limitUnits,
  parseDate,
  ruleOn,
  type ClockKind,
  type Limit,
  type LimitRule,
} from '../../time/index.ts'
import type { EventOf } from '../event.ts'
import { acceptedDay } from '../around.ts'
import type { Instance } from '../state.ts'
import { rearmDeadlines } from './rearming.ts'

/** 行政许可法第四十五条: what an agency's time does not count. */
const statutoryGrounds = [
  'hearing',
  'bidding',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expertReview',
]

/**
 * Starts the legal clock of an activity: its budget, counted from the day of entry or the day that it names. While that day
 * is not known there is a clock, but it has not started.
 */
export function startClock(run: Run, instance: Instance, node: Node, definition: LimitDefinition): void {
  const { key } = instance
  const first = firstDay(run, instance, definition)
  const accepted = acceptedDay(run.state, instance) ?? first ?? today(run)
  const limit = limitOf(run, instance, node, definition, accepted)
  if (first === undefined) {
    const { kind, name, basis, n, unit } = limit
    run.emit({ type: 'clockAwaited', key, element: node.id, kind, name, basis, n, unit })
    return
  }
  run.emit(startOf(run, key, limit, first, definition.startsOn === undefined))
}

/** A start on the day that it names is a whole day; one by entry has its instant, where the unit is finer than a day. */
function startOf(run: Run, key: number, limit: Limit, on: string, byEntry: boolean): EventOf<'clockStarted'> {
  const { almanac, at } = run.moment
  return {
    type: 'clockStarted',
    key,
    ...limit,
    on,
    ...(byEntry && isFine(limit.unit) ? { at } : {}),
    ...(almanac && almanac.revision > 0 ? { revision: almanac.revision } : {}),
  }
}

/** Everything that is in force, from the drawing or from the rule of the register that it names. */
function limitOf(run: Run, instance: Instance, node: Node, definition: LimitDefinition, accepted: string): Limit {
  const rule = ruleOf(run, node, definition.rule, accepted)
  const { value, unit, basis } = definition
  const kind: ClockKind = definition.kind ?? rule?.kind ?? 'step'
  const calendar = definition.calendar ?? rule?.calendar
  if (calendar !== undefined && run.moment.almanac?.calendars.has(calendar) !== true)
    throw new Trouble('no-such-calendar', `Expected the calendar of a limit to exist, but there is no ${calendar}`)
  const roll = definition.roll ?? rule?.roll
  const extension = definition.extension ?? rule?.extension
  return {
    n: value ? numberValue(run, value, instance, 'value') : rule!.n,
    unit: unit ? unitOf(textValue(run, unit, instance, 'unit')) : rule!.unit,
    kind,
    name: node.name,
    basis: basis ? textValue(run, basis, instance, 'basis') : rule!.basis,
    ...(roll === undefined ? {} : { roll }),
    ...((definition.minimum ?? rule?.minimum) ? { minimum: true as const } : {}),
    ...(calendar === undefined ? {} : { calendar }),
    grounds: definition.grounds ?? rule?.grounds ?? (kind === 'statutory' ? statutoryGrounds : []),
    ...(extension ? { extension } : {}),
    ...(rule ? { rule: { id: rule.id, version: rule.version } } : {}),
  }
}

function ruleOf(run: Run, node: Node, id: string | undefined, day: string): LimitRule | undefined {
  if (id === undefined) return undefined
  const rule = ruleOn(run.moment.almanac?.rules.get(id), day)
  if (rule) return rule
  const words = `Expected rule ${id} of the register to be in force on ${day} for ${node.name || node.id}, but it is not`
  throw new Trouble('no-such-rule', words)
}

function unitOf(unit: string): Limit['unit'] {
  const known = limitUnits.find((each) => each === unit)
  if (known) return known
  throw new Trouble(
    'wrong-type',
    `Expected the unit of a limit to be one of ${limitUnits.join(', ')}, but it is ${unit}`,
  )
}

const today = (run: Run): string => dayOf(run.moment.at, run.moment.calendar.zone)

/** Undefined while the day that the limit names is not known. */
function firstDay(run: Run, instance: Instance, { startsOn }: LimitDefinition): string | undefined {
  if (!startsOn) return today(run)
  const value = run.evaluate(startsOn, instance)
  if (value === null) return undefined
  const day = typeof value === 'string' ? parseDate(value) : { problem: `it is ${JSON.stringify(value)}` }
  if (isTimeProblem(day)) throw new Trouble('wrong-type', `startsOn of the limit: ${day.problem}`)
  return day
}

/** Clocks whose first day has become known start; those that may restart do so from a later day. */
export function followStarts(run: Run): void {
  for (const instance of [...run.state.instances.values()]) {
    const { clock, key } = instance
    const node = clock && run.node(instance)
    const definition = node?.limit
    if (!clock || !node || !definition?.startsOn || clock.completedOn !== undefined) continue
    if (clock.startedOn !== undefined && !definition.restarts) continue
    const day = tried(() => firstDay(run, instance, definition))
    if (day === undefined || (clock.startedOn !== undefined && day <= clock.startedOn)) continue
    if (clock.startedOn === undefined) {
      const limit = tried(() => limitOf(run, instance, node, definition, acceptedDay(run.state, instance) ?? day))
      if (limit) run.emit(startOf(run, key, limit, day, false))
    } else {
      const revision = run.moment.almanac?.revision
      const derived = revision === undefined ? {} : { revision }
      run.emit({ type: 'clockRestarted', key, element: node.id, on: day, ...derived })
    }
    rearmDeadlines(run, instance)
  }
}

/** What cannot be told yet is looked at again after the next step. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Trouble) return undefined
    throw error
  }
}

export function raiseCard(run: Run, instance: Instance, node: Node, card: CardDefinition): void {
  const { colour, rule } = card
  const against = textValue(run, card.against, instance, 'against')
  run.emit({ type: 'cardRaised', key: instance.key, element: node.id, colour, rule, against })
}
