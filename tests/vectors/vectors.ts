import { china, dueOn, foldClock, type ClockEvent, type WorkingCalendar } from '@lianban/engine'

/** One computation of a due day by the rules K1–K5 of the legal clock. */
export interface Vector {
  readonly id: string
  /** Working days or calendar days. */
  readonly unit: 'wd' | 'cd'
  /** The day of the event, which does not count: `YYYY-MM-DD`. */
  readonly start: string
  readonly n: number
  /** Does a last calendar day that is a rest day move to the next working day? Default no. */
  readonly roll?: boolean
  /** Each from the day of the stop to the day of the resumption. */
  readonly pauses?: readonly (readonly [string, string])[]
  /** Days that an extension adds. */
  readonly extend?: number
  readonly calendar?: string
  readonly due: string
}

const calendars: Readonly<Record<string, WorkingCalendar>> = { CN: china }

/** The due day that the engine finds; throws with words for a vector that cannot be read. */
export function dueOf({
  id,
  unit,
  start,
  n,
  roll = false,
  pauses = [],
  extend,
  calendar = 'CN',
}: Vector): string | undefined {
  const known = calendars[calendar]
  if (!known)
    throw new Error(`Expected a calendar among ${Object.keys(calendars).join(', ')}, but ${id} names ${calendar}`)
  if (unit !== 'wd' && unit !== 'cd') throw new Error(`Expected the unit wd or cd, but ${id} has ${String(unit)}`)
  const stops = pauses.flatMap(([from, to], index): ClockEvent[] => {
    const document = `notice ${index + 1}`
    return [
      { kind: 'stop', on: from, ground: 'vector', document },
      { kind: 'resume', on: to, document },
    ]
  })
  const events: ClockEvent[] = [{ kind: 'start', on: start }, ...stops]
  if (extend !== undefined) events.push({ kind: 'extend', n: extend })
  return dueOn(foldClock({ n, unit, roll, kind: 'statutory', name: id, basis: 'vector' }, events), known)
}
