import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { china } from './china.ts'
import { dueOn, excludedOn, foldClock, leftOn, usedOn } from './clock.ts'
import type { ClockEvent, Limit } from './clock.ts'
import { dayNumber, isoDay } from './day.ts'
import { addWorkingDays, workingDaysBefore, workingDaysBetween } from './workingTime.ts'

const FIRST = dayNumber('2025-01-01')

const dayAfter = (offset: number) => isoDay(FIRST + offset)
const aDay = fc.integer({ min: 0, max: 900 }).map(dayAfter)
const aLimit = fc.record({
  n: fc.integer({ min: 1, max: 90 }),
  unit: fc.constantFrom('wd' as const, 'cd' as const),
  kind: fc.constant('statutory' as const),
  name: fc.constant('法定办结时限'),
  basis: fc.constant('行政许可法第四十二条'),
})
/** Stop and resume of one document each, anywhere around the start. */
const somePauses = fc
  .array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 40 })), { maxLength: 5 })
  .map(
    (spans) =>
      (from: string): ClockEvent[][] =>
        spans.map(([offset, length], i) => {
          const on = dayNumber(from) + offset
          const document = `通知书${i}`
          return [
            { kind: 'stop', on: isoDay(on), ground: '检测', document },
            { kind: 'resume', on: isoDay(on + length), document },
          ]
        }),
  )

const clockOf = (limit: Limit, start: string, pauses: ClockEvent[][]) =>
  foldClock(limit, [{ kind: 'start', on: start }, ...pauses.flat()])

describe('the legal clock', () => {
  test('a pause never brings the due date forward', () => {
    fc.assert(
      fc.property(aLimit, aDay, somePauses, (limit, start, pausesFrom) => {
        const pauses = pausesFrom(start)
        let previous = dueOn(clockOf(limit, start, []), china) as string
        for (let i = 1; i <= pauses.length; i++) {
          const due = dueOn(clockOf(limit, start, pauses.slice(0, i)), china) as string
          expect(due >= previous).toBe(true)
          previous = due
        }
      }),
    )
  })

  test('the order in which pauses were recorded does not matter', () => {
    const shuffled = fc
      .tuple(aLimit, aDay, somePauses)
      .chain(([limit, start, pausesFrom]) =>
        fc.tuple(
          fc.constant({ limit, start, pauses: pausesFrom(start) }),
          fc.shuffledSubarray(pausesFrom(start), { minLength: pausesFrom(start).length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, aDay, ([{ limit, start, pauses }, mixed], today) => {
        const one = clockOf(limit, start, pauses)
        const other = clockOf(limit, start, mixed)
        expect(dueOn(other, china)).toBe(dueOn(one, china))
        expect(leftOn(other, china, today)).toBe(leftOn(one, china, today))
      }),
    )
  })

  test('days used, excluded and left add up to the limit and the days gone by', () => {
    fc.assert(
      fc.property(aLimit, aDay, somePauses, fc.nat({ max: 200 }), (limit, start, pausesFrom, after) => {
        // given
        const clock = clockOf({ ...limit, unit: 'wd' }, start, pausesFrom(start))
        const due = dueOn(clock, china) as string
        const today = isoDay(Math.min(dayNumber(start) + after, dayNumber(due) - 1))
        fc.pre(today >= start)
        const tomorrow = isoDay(dayNumber(today) + 1)
        // then
        expect(usedOn(clock, china, today) + (leftOn(clock, china, tomorrow) as number)).toBe(limit.n)
        expect(usedOn(clock, china, today) + excludedOn(clock, china, today)).toBe(
          workingDaysBetween(china, start, today),
        )
        expect(usedOn(clock, china, due)).toBe(limit.n)
      }),
    )
  })

  test('a limit reached day by day is the limit computed at once', () => {
    fc.assert(
      fc.property(aLimit, aDay, somePauses, (limit, start, pausesFrom) => {
        // given
        const pauses = pausesFrom(start)
        const excluded = pauses.map(([stop, resume]) => [stop, resume].map((e) => (e as { on: string }).on))
        // when each day is looked at alone
        let left = limit.n
        let day = start
        const next = () => {
          day = isoDay(dayNumber(day) + 1)
          return !excluded.some(([from = '', to = '']) => from < day && day <= to)
        }
        const worked = () => workingDaysBetween(china, isoDay(dayNumber(day) - 1), day) === 1
        while (left > 0) if (next() && (limit.unit === 'cd' || worked())) left -= 1
        if (limit.unit === 'cd' && !worked()) while (!next() || !worked());
        // then
        expect(dueOn(clockOf(limit, start, pauses), china)).toBe(day)
      }),
    )
  })
})

describe('working days', () => {
  test('adding and counting are inverse', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 3000 }), (start, n) => {
        expect(workingDaysBetween(china, start, addWorkingDays(china, start, n))).toBe(n)
      }),
    )
  })

  test('the last day before is in time and the next working day is not', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 300 }), (day, n) => {
        const last = workingDaysBefore(china, day, n)
        expect(addWorkingDays(china, last, n) <= day).toBe(true)
        expect(addWorkingDays(china, addWorkingDays(china, last, 1), n) <= day).toBe(false)
      }),
    )
  })
})
