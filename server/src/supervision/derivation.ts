import {
  dueOn,
  excludedOn,
  isDueProvisional,
  leftOn,
  usedOn,
  type ClockState,
  type WorkingCalendar,
} from '@lianban/engine'
import type { Derivation } from '../contract/index.ts'

/** How the clock stands on a day, with everything that its due day is reckoned from. */
export function derivationOf(clock: ClockState, calendar: WorkingCalendar, on: string): Derivation {
  const { kind, name, basis, unit, n } = clock.limit
  const due = dueOn(clock, calendar)
  return {
    on,
    kind,
    name,
    basis,
    unit,
    limit: n + clock.extended,
    extended: clock.extended,
    startedOn: clock.startedOn ?? '',
    ...(due === undefined ? {} : { dueOn: due }),
    stops: [...clock.stops],
    provisional: isDueProvisional(clock, calendar),
    used: usedOn(clock, calendar, on),
    excluded: excludedOn(clock, calendar, on),
    left: leftOn(clock, calendar, on) ?? 0,
  }
}
