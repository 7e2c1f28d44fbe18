import type { Run } from '../elements/behaviour.ts'
import { calendarFor, dueOn, isDueProvisional } from '../time/index.ts'
import { rearmAt } from './abilities/rearming.ts'
import type { Handler } from './handler.ts'
import type { Instance } from './state.ts'

/**
 * Calendars have changed: every clock that was last derived with an older revision says which due day follows now, and every
 * deadline of the case is armed again. Where nothing moves nothing is recorded, and what was derived once is not again.
 */
export const deriveDueDays: Handler<'deriveDueDays'> = (run, { before }) => {
  for (const instance of [...run.state.instances.values()]) {
    deriveClock(run, instance, before)
    rearmAt(run, instance)
  }
  return undefined
}

function deriveClock(run: Run, { key, element, clock }: Instance, before: Parameters<typeof calendarFor>[1]): void {
  const revision = run.moment.almanac?.revision
  if (!clock || clock.startedOn === undefined || revision === undefined || (clock.revision ?? 0) >= revision) return
  const [old, calendar] = [calendarFor(clock.limit, before), calendarFor(clock.limit, run.moment)]
  if (old === calendar) return
  const [from, to] = [dueOn(clock, old), dueOn(clock, calendar)]
  const provisional = isDueProvisional(clock, calendar)
  if (from === to && provisional === isDueProvisional(clock, old)) return
  const moved = { from: from ?? null, to: to ?? null, provisional }
  run.emit({ type: 'dueDerived', key, element, calendar: calendar.code, revision, ...moved })
}
