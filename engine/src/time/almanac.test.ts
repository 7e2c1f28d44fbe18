import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { almanacOf, almanacProblems, changedCalendars, definitionOf, type AlmanacDocument } from './almanac.ts'
import { isProvisional, isWorkingDay } from './calendar.ts'
import { china } from './china.ts'
import { dueOn, foldClock } from './clock.ts'
import { dayNumber, isoDay } from './day.ts'
import { readYear } from './holidayFile.ts'
import { ruleOn, type LimitRule } from './rules.ts'

const cn = definitionOf(china, '全国')
const district = {
  code: 'CN-XD',
  name: '新都区',
  zone: 'Asia/Shanghai',
  base: 'CN',
  years: { 2026: { off: ['2026-03-09'], work: ['2026-03-14'], source: '区府办通知' } },
}
const document = (...more: object[]): AlmanacDocument =>
  ({ revision: 1, calendars: [cn, ...more], rules: [] }) as AlmanacDocument

describe('named calendars', () => {
  test('a district adds days to the national calendar and inherits all others', () => {
    const { calendars } = almanacOf(document(district))
    const local = calendars.get('CN-XD')!
    expect(isWorkingDay(local, '2026-03-09')).toBe(false)
    expect(isWorkingDay(local, '2026-03-14')).toBe(true)
    expect(isWorkingDay(local, '2026-10-10')).toBe(true)
    expect(isWorkingDay(calendars.get('CN')!, '2026-03-09')).toBe(true)
  })

  test('local days in a year that is not loaded leave the year provisional', () => {
    const years = { 2027: { off: ['2027-03-08'], work: [], source: '区府办通知' } }
    const local = almanacOf(document({ ...district, years })).calendars.get('CN-XD')!
    expect(isWorkingDay(local, '2027-03-08')).toBe(false)
    expect(isProvisional(local, '2027-03-08')).toBe(true)
  })

  test('loading a year changes the calendar and those derived from it, no others', () => {
    const before = almanacOf(document(district, { ...district, code: 'OWN', base: undefined, years: {} }))
    const loaded = { ...cn, years: { ...cn.years, 2027: { off: ['2027-01-01'], work: [], source: '通知' } } }
    const after = almanacOf(
      {
        ...document(district),
        calendars: [loaded, district, { ...district, code: 'OWN', base: undefined, years: {} }] as never,
      },
      before,
    )
    expect(changedCalendars(before, after)).toEqual(['CN', 'CN-XD'])
  })

  test.each([
    [{ ...district, base: 'CN-XD' }, 'derived from another one'],
    [{ ...district, base: 'NONE' }, 'leads to NONE'],
    [{ ...district, code: 'x' }, 'capital letters'],
    [{ ...district, years: { 2026: { off: ['2027-03-09'], work: [], source: 's' } } }, 'days of 2026'],
    [{ ...district, years: { 2026: { off: ['2026-03-09'], work: ['2026-03-09'], source: 's' } } }, 'it is both'],
    [{ ...district, hours: [{ from: '13:00', to: '12:00' }] }, 'office hours'],
  ])('what cannot be is told in words (%#)', (calendar, words) => {
    expect(almanacProblems(document(calendar)).join()).toContain(words)
  })

  test('changing a calendar and back changes no due day', () => {
    const aDay = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-12-31') }).map(isoDay)
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 60 }), fc.uniqueArray(aDay, { maxLength: 12 }), (start, n, off) => {
        // given
        const limit = { n, unit: 'wd', kind: 'step', name: '', basis: '' } as const
        const clock = foldClock(limit, [{ kind: 'start', on: start }])
        const first = almanacOf(document())
        // when
        const work = china.years[2026]!.work.filter((day) => !off.includes(day))
        const year = { ...china.years[2026]!, off: [...new Set([...china.years[2026]!.off, ...off])], work }
        const changed = almanacOf({ ...document(), calendars: [{ ...cn, years: { ...cn.years, 2026: year } }] }, first)
        const back = almanacOf(document(), changed)
        // then
        const due = (almanac: typeof first) => dueOn(clock, almanac.calendars.get('CN')!)!
        expect(due(back)).toBe(due(first))
        expect(due(changed) >= due(first)).toBe(true)
      }),
    )
  })
})

describe('a year from a file', () => {
  test('is read in our shape and in the one that holiday lists are shared in', () => {
    const ours = { year: 2027, off: ['2027-01-01'], work: ['2027-01-02'], source: '国办发明电〔2026〕1号' }
    expect(readYear(ours)).toEqual({ year: 2027, data: { off: ours.off, work: ours.work, source: ours.source } })
    const shared = {
      year: 2027,
      papers: ['https://www.gov.cn/x.htm'],
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2027-01-02', isOffDay: false },
        { name: '元旦', date: '2026-12-31', isOffDay: true },
      ],
    }
    expect(readYear(shared)).toEqual({
      year: 2027,
      data: { off: ['2027-01-01'], work: ['2027-01-02'], source: 'https://www.gov.cn/x.htm' },
    })
  })

  test.each([
    [null],
    [{}],
    [{ year: 2027, off: ['2027-02-30'], work: [], source: 's' }],
    [{ year: 2027, off: ['2026-01-01'], work: [], source: 's' }],
    [{ year: 2027, off: [], work: [], source: ' ' }],
    [{ days: [{ date: '2027-01-01' }] }],
    [{ days: [] }],
  ])('is refused in words where it is something else (%#)', (file) => {
    expect(readYear(file)).toEqual({ problem: expect.stringMatching(/^Expected .+, but /) })
  })
})

test('a case takes the version of a rule that is in force on its day', () => {
  const rule = {
    id: 'PL42',
    version: 1,
    name: '许可决定',
    n: 20,
    unit: 'wd',
    kind: 'statutory',
    basis: '行政许可法第四十二条',
  }
  const versions = [
    { ...rule, from: '2019-04-23', to: '2026-06-30' },
    { ...rule, version: 2, n: 15, from: '2026-07-01' },
  ] as LimitRule[]
  expect(ruleOn(versions, '2026-06-30')?.n).toBe(20)
  expect(ruleOn(versions, '2026-07-01')?.n).toBe(15)
  expect(ruleOn(versions, '2019-01-01')).toBeUndefined()
  expect(ruleOn(undefined, '2026-07-01')).toBeUndefined()
})
