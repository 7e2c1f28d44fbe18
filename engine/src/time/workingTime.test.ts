import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { china } from './china.ts'
import {
  addCalendarDays,
  addWorkingDays,
  calendarDaysBefore,
  dayOf,
  endOfDay,
  workingDaysBefore,
  workingDaysBetween,
} from './workingTime.ts'

const day = (monthDay: string) => `2026-${monthDay}`

describe('working days after a start', () => {
  test.each([
    ['04-27', 5, '05-07'],
    ['04-27', 20, '05-27'],
    ['09-21', 5, '09-29'],
    ['09-21', 7, '10-08'],
    ['09-21', 10, '10-12'],
    ['09-21', 45, '11-30'],
    ['09-21', 60, '12-21'],
    ['02-12', 3, '02-24'],
    ['02-12', 6, '02-27'],
    ['09-18', 20, '10-22'],
    ['03-02', 20, '03-30'],
    ['04-13', 10, '04-27'],
    ['09-23', 3, '09-29'],
    ['09-28', 10, '10-16'],
    ['09-28', 7, '10-13'],
    ['04-20', 20, '05-20'],
    ['04-20', 40, '06-17'],
    ['04-29', 5, '05-09'],
    ['05-11', 5, '05-18'],
    ['05-11', 10, '05-25'],
  ])('2026-%s plus %i is 2026-%s', (start, n, due) => {
    expect(addWorkingDays(china, day(start), n)).toBe(day(due))
  })

  test('zero days is the start itself, and a count that is no whole number is refused', () => {
    expect(addWorkingDays(china, day('10-03'), 0)).toBe(day('10-03'))
    expect(() => addWorkingDays(china, day('10-03'), -1)).toThrow('Expected a whole number of days')
    expect(() => addWorkingDays(china, day('10-03'), 1.5)).toThrow('Expected a whole number of days')
  })

  test('a limit may run into years that are not loaded', () => {
    expect(addWorkingDays(china, day('12-30'), 2)).toBe('2027-01-01')
    // 522 whole weeks of five plain weekdays
    expect(addWorkingDays(china, day('12-30'), 5 * 522)).toBe('2036-12-31')
  })
})

describe('calendar days after a start', () => {
  test.each([
    ['09-29', 30, '10-29'],
    ['03-23', 20, '04-13'],
    ['04-13', 30, '05-13'],
    ['05-08', 5, '05-13'],
    ['04-13', 15, '04-28'],
    ['04-10', 10, '04-20'],
    ['04-10', 3, '04-13'],
    ['09-21', 10, '10-08'],
  ])('a duty from 2026-%s of %i days ends on 2026-%s, moved off a rest day', (start, n, due) => {
    expect(addCalendarDays(china, day(start), n)).toBe(day(due))
  })

  test('a minimum period is not moved, though a proposal may be', () => {
    expect(addCalendarDays(china, day('03-02'), 20, { minimum: true })).toBe(day('03-22'))
    expect(addCalendarDays(china, day('03-02'), 20, { minimum: true, roll: true })).toBe(day('03-23'))
    expect(addCalendarDays(china, day('03-23'), 19, { roll: false })).toBe(day('04-11'))
  })
})

describe('the last day before', () => {
  test('counts working days back from a working day', () => {
    expect(workingDaysBefore(china, day('05-20'), 7)).toBe(day('05-11'))
    expect(workingDaysBefore(china, day('10-08'), 1)).toBe(day('09-30'))
    expect(workingDaysBefore(china, day('01-04'), 1)).toBe('2025-12-31')
  })

  test('a notice given on that day is in time, one on the next working day is not', () => {
    // given a day that is a rest day itself
    const sunday = day('05-10')
    // when
    const last = workingDaysBefore(china, sunday, 3)
    // then
    expect(last).toBe(day('05-06'))
    expect(addWorkingDays(china, last, 3) <= sunday).toBe(true)
    expect(addWorkingDays(china, day('05-07'), 3) <= sunday).toBe(false)
  })

  test('calendar days count the day itself, and a strict gap asks for one day more', () => {
    expect(calendarDaysBefore(day('03-30'), 15)).toBe(day('03-15'))
    expect(calendarDaysBefore(day('03-30'), 15, { strictGap: true })).toBe(day('03-14'))
    expect(workingDaysBefore(china, day('05-20'), 7, { strictGap: true })).toBe(day('05-09'))
    expect(workingDaysBefore(china, day('05-20'), 0)).toBe(day('05-20'))
  })
})

describe('working days between', () => {
  test('leaves out the first day, takes in the last, and turns its sign round', () => {
    expect(workingDaysBetween(china, day('04-27'), day('05-07'))).toBe(5)
    expect(workingDaysBetween(china, day('05-07'), day('04-27'))).toBe(-5)
    expect(workingDaysBetween(china, day('05-01'), day('05-05'))).toBe(0)
    expect(workingDaysBetween(china, '2025-12-31', day('12-31'))).toBe(248)
  })
})

describe('days and instants', () => {
  test('a day ends at 24:00 of its zone, which belongs to the next day', () => {
    // given
    const end = endOfDay(day('05-07'), 'Asia/Shanghai')
    // then
    expect(new Date(end).toISOString()).toBe('2026-05-07T16:00:00.000Z')
    expect(dayOf(end - 1, 'Asia/Shanghai')).toBe(day('05-07'))
    expect(dayOf(end, 'Asia/Shanghai')).toBe(day('05-08'))
  })

  test.each(['Asia/Shanghai', 'Europe/Berlin', 'UTC'])('%s agrees with the time zone data', (zone) => {
    for (const text of ['1988-07-01', '1991-12-31', '1992-01-01', '2026-03-28', '2026-10-25', '2060-06-30']) {
      const expected = Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
      expect(endOfDay(text, zone)).toBe(expected)
      expect(dayOf(expected - 1, zone)).toBe(text)
    }
  })
})
