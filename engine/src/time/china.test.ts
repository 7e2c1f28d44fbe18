import chineseDays from 'chinese-days'
import { expect, test } from 'vitest'
import { isWorkingDay } from './calendar.ts'
import { china } from './china.ts'
import { dayNumber, isoDay } from './day.ts'

test.each([2025, 2026])('every day of %i agrees with an independent table', (year) => {
  // given
  const differing: string[] = []
  // when
  for (let day = dayNumber(`${year}-01-01`); day <= dayNumber(`${year}-12-31`); day++) {
    const iso = isoDay(day)
    if (isWorkingDay(china, iso) !== chineseDays.isWorkday(iso)) differing.push(iso)
  }
  // then
  expect(differing).toEqual([])
})

test('each year lists its exchanged days in order and names its notice', () => {
  expect(china.years[2026]?.work).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ])
  expect(china.years[2025]?.off).toHaveLength(28)
  expect(china.years[2026]?.off).toHaveLength(33)
  expect(china.years[2026]?.source).toContain('国办发明电〔2025〕7号')
})
