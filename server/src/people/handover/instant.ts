import { dayOf, dueAt, foldClock, type WorkingCalendar } from '@lianban/engine'

/**
 * When so many half working days after the instant are over. What comes before the office opens has the morning, so half a
 * day ends at noon; what comes in the morning has the afternoon: the half day of an event does not count, as its day does not.
 */
export function halfDaysAfter(calendar: WorkingCalendar, since: number, halfDays: number): number {
  const limit = { n: halfDays, unit: 'hd', kind: 'step', name: '', basis: '' } as const
  const on = dayOf(since, calendar.zone)
  return dueAt(foldClock(limit, [{ kind: 'start', on, at: since }]), calendar)!
}
