import { describe, expect, test } from 'vitest'
import { countWorking, isProvisional, isProvisionalSpan, isWorkingDay, nthWorkingAfter, withYear } from './calendar.ts'
import { china } from './china.ts'
import { dayNumber, isoDay, tryDayNumber } from './day.ts'

describe('working calendar', () => {
  test('a holiday overrides a weekday and an exchanged weekend day is worked', () => {
    expect(isWorkingDay(china, '2026-10-01')).toBe(false)
    expect(isWorkingDay(china, '2026-10-10')).toBe(true)
    expect(isWorkingDay(china, '2026-10-09')).toBe(true)
    expect(isWorkingDay(china, '2026-10-11')).toBe(false)
  })

  test('a year that is not loaded falls back to weekdays and is provisional', () => {
    expect(isWorkingDay(china, '2027-10-01')).toBe(true)
    expect(isProvisional(china, '2027-10-01')).toBe(true)
    expect(isProvisional(china, '2026-10-01')).toBe(false)
    expect(isProvisionalSpan(china, '2026-12-20', '2026-12-31')).toBe(false)
    expect(isProvisionalSpan(china, '2026-12-20', '2027-01-01')).toBe(true)
    expect(isProvisionalSpan(china, '2026-12-31', '2026-12-31')).toBe(false)
  })

  test('loading a year makes a new calendar and leaves the old one as it was', () => {
    // given
    const notice = { off: ['2027-01-01'], work: ['2027-01-02'], source: 'test notice' }
    // when
    const loaded = withYear(china, 2027, notice)
    // then
    expect(isWorkingDay(loaded, '2027-01-01')).toBe(false)
    expect(isWorkingDay(loaded, '2027-01-02')).toBe(true)
    expect(isProvisional(loaded, '2027-01-01')).toBe(false)
    expect(isWorkingDay(china, '2027-01-01')).toBe(true)
  })

  test('counting by year indexes equals counting day by day across year ends', () => {
    // given
    const from = dayNumber('2024-12-20')
    const days = Array.from({ length: 1115 }, (_, i) => from + 1 + i)
    // when
    const worked = days.filter((day) => isWorkingDay(china, isoDay(day)))
    // then
    expect(worked.map((_, i) => nthWorkingAfter(china, from, i + 1))).toEqual(worked)
    expect(days.map((day) => countWorking(china, from, day))).toEqual(
      days.map((day) => worked.filter((other) => other <= day).length),
    )
  })
})

describe('day numbers', () => {
  test('read back as the same day', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(isoDay(dayNumber('2024-02-29'))).toBe('2024-02-29')
  })

  test('text that is no day is refused', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '']) {
      expect(tryDayNumber(text)).toBeNaN()
      expect(() => dayNumber(text)).toThrow('Expected a day as YYYY-MM-DD')
    }
  })
})
