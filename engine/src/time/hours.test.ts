import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from './calendar.ts'
import { china } from './china.ts'
import { dueAt, foldClock, isOverdue, leftOn, usedOn, type ClockEvent } from './clock.ts'
import { addWorkingMs, workingMsBetween } from './hours.ts'
import type { LimitUnit } from './measure.ts'

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)
const hour = 3_600_000
const limit = (n: number, unit: LimitUnit) => ({ n, unit, kind: 'step' as const, name: '', basis: '本市规定' })
const started = (text: string): ClockEvent => ({ kind: 'start', on: `2026-${text.slice(0, 5)}`, at: at(text) })

/** 03-09, a Monday, closes in the afternoon. */
const local: WorkingCalendar = {
  ...china,
  years: { 2026: { ...china.years[2026]!, half: [{ day: '2026-03-09', off: 'afternoon' }] } },
}

describe('office hours', () => {
  test.each([
    ['03-02T10:00', 4, '03-02T15:00'],
    ['03-02T16:00', 2, '03-03T10:00'],
    ['03-06T16:30', 1, '03-09T09:30'],
    ['03-07T10:00', 7, '03-09T17:00'],
    ['04-30T16:00', 8, '05-06T17:00'],
  ])('from 2026-%s, %i hours end at 2026-%s', (from, hours, end) => {
    expect(addWorkingMs(china, at(from), hours * hour)).toBe(at(end))
    expect(workingMsBetween(china, at(from), at(end))).toBe(hours * hour)
  })

  test('a half day off has half of them', () => {
    expect(addWorkingMs(local, at('03-09T11:00'), 2 * hour)).toBe(at('03-10T10:00'))
    expect(workingMsBetween(local, at('03-09T00:00'), at('03-10T00:00'))).toBe(3 * hour)
  })

  test('adding and counting are inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 * 24 * 60 }), fc.integer({ min: 1, max: 60_000 }), (minute, length) => {
        const from = Date.parse('2025-01-01T00:00:00+08:00') + minute * 60_000
        expect(workingMsBetween(local, from, addWorkingMs(local, from, length * 60_000))).toBe(length * 60_000)
      }),
    )
  })
})

describe('limits finer than a day', () => {
  test('office hours stop and run on with what was left', () => {
    // given
    const notice = { ground: 'testing', document: '通知书' }
    const clock = foldClock(limit(8, 'wh'), [
      started('03-02T10:00'),
      { kind: 'stop', on: '2026-03-02', at: at('03-02T15:00'), ...notice },
      { kind: 'resume', on: '2026-03-04', at: at('03-04T09:00'), document: '通知书' },
    ])
    // then
    expect(usedOn(clock, china, at('03-03T12:00'))).toBe(4)
    expect(leftOn(clock, china, at('03-04T10:00'))).toBe(3)
    expect(dueAt(clock, china)).toBe(at('03-04T14:00'))
    expect(isOverdue(clock, china, at('03-04T14:00') - 1)).toBe(false)
    expect(isOverdue(clock, china, at('03-04T14:00'))).toBe(true)
  })

  test('a 12345 order goes back within 24 hours by the clock, rest days or not', () => {
    const clock = foldClock(limit(24, 'h'), [started('05-01T15:00')])
    expect(dueAt(clock, china)).toBe(at('05-02T15:00'))
    expect(leftOn(clock, china, at('05-02T09:00'))).toBe(6)
  })

  test.each([
    ['09-30T09:30', 1, '09-30T17:00'],
    ['09-30T14:00', 1, '10-08T12:00'],
    ['09-30T08:00', 1, '09-30T12:00'],
    ['10-08T12:30', 1, '10-08T17:00'],
  ])('half a working day after 2026-%s ends at 2026-%s', (from, n, end) => {
    expect(dueAt(foldClock(limit(n, 'hd'), [started(from)]), china)).toBe(at(end))
  })

  test('a half day off is no half day', () => {
    expect(dueAt(foldClock(limit(1, 'hd'), [started('03-09T10:00')]), local)).toBe(at('03-10T12:00'))
  })

  test('a pause never shortens them, pauses in any order give the same end, and what was used, and is left, is the limit', () => {
    const begin = at('03-02T10:00')
    const instant = fc.integer({ min: 0, max: 20 * 24 * 60 }).map((minute) => begin + minute * 60_000)
    const day = (when: number): string => new Date(when + 8 * hour).toISOString().slice(0, 10)
    const pause = fc
      .tuple(instant, fc.integer({ min: 0, max: 3 * 24 * 60 }))
      .map(([from, minutes]) => ({ from, to: from + minutes * 60_000 }))
    const unit = fc.constantFrom('wh' as const, 'hd' as const, 'h' as const)
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 1, max: 60 }),
        fc.array(pause, { maxLength: 4 }),
        instant,
        (of, n, pauses, now) => {
          const events = pauses.map(({ from, to }, index): ClockEvent[] => [
            { kind: 'stop', on: day(from), at: from, ground: 'testing', document: `${index}` },
            { kind: 'resume', on: day(to), at: to, document: `${index}` },
          ])
          const clock = (of2: ClockEvent[][]) => foldClock(limit(n, of), [started('03-02T10:00'), ...of2.flat()])
          let end = dueAt(clock([]), local)!
          for (let count = 1; count <= events.length; count++) {
            const later = dueAt(clock(events.slice(0, count)), local)!
            expect(later).toBeGreaterThanOrEqual(end)
            end = later
          }
          expect(dueAt(clock(events.toReversed()), local)).toBe(end)
          fc.pre(now < end)
          const all = clock(events)
          expect(usedOn(all, local, now) + leftOn(all, local, now)!).toBeCloseTo(n, 1)
        },
      ),
    )
  })

  test('a minimum period neither rolls nor is overdue', () => {
    const publicity = { ...limit(20, 'cd'), minimum: true as const }
    const clock = foldClock(publicity, [{ kind: 'start', on: '2026-03-02' }])
    expect(dueAt(clock, china)).toBe(at('03-23T00:00'))
    expect(isOverdue(clock, china, '2026-05-01')).toBe(false)
  })
})
