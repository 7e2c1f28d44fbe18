import { describe, expect, test } from 'vitest'
import { withYear } from './calendar.ts'
import { china } from './china.ts'
import { dueOn, excludedOn, foldClock, isDueProvisional, isOverdue, isPaused, leftOn, usedOn } from './clock.ts'
import type { ClockEvent, Limit } from './clock.ts'
import type { DayUnit } from './measure.ts'

const limit = (n: number, unit: DayUnit = 'wd'): Limit => ({
  n,
  unit,
  kind: 'statutory',
  name: '法定办结时限',
  basis: '行政许可法第四十二条',
})
const start = (on: string): ClockEvent => ({ kind: 'start', on })
const complete = (on: string): ClockEvent => ({ kind: 'complete', on })
const pause = (from: string, to?: string, document = `通知书 ${from}`): ClockEvent[] => [
  { kind: 'stop', on: from, ground: '专家评审', document },
  ...(to ? [{ kind: 'resume', on: to, document } as const] : []),
]

describe('due date', () => {
  test('A1: the five days of reception run out on 05-07, and the twenty of the decision on 05-27', () => {
    const reception = foldClock(limit(5), [start('2026-04-27')])
    expect(dueOn(reception, china)).toBe('2026-05-07')
    expect(isOverdue(reception, china, '2026-05-07')).toBe(false)
    expect(isOverdue(reception, china, '2026-05-08')).toBe(true)
    expect(dueOn(foldClock(limit(20), [start('2026-04-27')]), china)).toBe('2026-05-27')
  })

  test('A2: fifteen days of extension move a joint acceptance from 11-30 to 12-21', () => {
    const events = [start('2026-09-21')]
    expect(dueOn(foldClock(limit(45), events), china)).toBe('2026-11-30')
    expect(dueOn(foldClock(limit(45), [...events, { kind: 'extend', n: 15 }]), china)).toBe('2026-12-21')
  })

  test.each([
    [5, '2026-09-29'],
    [7, '2026-10-08'],
    [10, '2026-10-12'],
  ])('A3: a department with %i days is due on %s', (n, due) => {
    expect(dueOn(foldClock(limit(n), [start('2026-09-21')]), china)).toBe(due)
  })

  test('A4: an expert review from 03-09 to 03-18 moves the due date from 03-30 to 04-09', () => {
    expect(dueOn(foldClock(limit(20), [start('2026-03-02')]), china)).toBe('2026-03-30')
    expect(dueOn(foldClock(limit(20), [start('2026-03-02'), ...pause('2026-03-09', '2026-03-18')]), china)).toBe(
      '2026-04-09',
    )
  })

  test('there is none before the start and none while an open stop leaves days over', () => {
    expect(dueOn(foldClock(limit(5), []), china)).toBeUndefined()
    const paused = foldClock(limit(20), [start('2026-03-02'), ...pause('2026-03-09')])
    expect(dueOn(paused, china)).toBeUndefined()
    expect(isPaused(paused)).toBe(true)
    expect(isOverdue(paused, china, '2027-01-01')).toBe(false)
  })

  test('a stop on or after the last day comes too late to move it', () => {
    expect(dueOn(foldClock(limit(20), [start('2026-03-02'), ...pause('2026-03-30')]), china)).toBe('2026-03-30')
    expect(dueOn(foldClock(limit(20), [start('2026-03-02'), ...pause('2026-04-01')]), china)).toBe('2026-03-30')
  })

  test('stopping and resuming on one day excludes nothing, and overlapping stops count once', () => {
    const events = [start('2026-03-02')]
    expect(dueOn(foldClock(limit(20), [...events, ...pause('2026-03-09', '2026-03-09')]), china)).toBe('2026-03-30')
    const overlapping = [...pause('2026-03-09', '2026-03-13'), ...pause('2026-03-11', '2026-03-18')]
    expect(dueOn(foldClock(limit(20), [...events, ...overlapping]), china)).toBe('2026-04-09')
  })

  test('resuming without a document ends every open stop', () => {
    const events: ClockEvent[] = [
      start('2026-03-02'),
      ...pause('2026-03-09'),
      ...pause('2026-03-11'),
      { kind: 'resume', on: '2026-03-18' },
    ]
    expect(dueOn(foldClock(limit(20), events), china)).toBe('2026-04-09')
  })

  test('calendar days roll off a rest day, to a day that no stop has taken out', () => {
    expect(dueOn(foldClock(limit(20, 'cd'), [start('2026-03-23')]), china)).toBe('2026-04-13')
    const stopped = [start('2026-03-23'), ...pause('2026-04-12', '2026-04-15')]
    expect(dueOn(foldClock(limit(20, 'cd'), stopped), china)).toBe('2026-04-16')
    expect(dueOn(foldClock(limit(20, 'cd'), [start('2026-03-23'), ...pause('2026-04-12')]), china)).toBeUndefined()
  })

  test('a due date in a year that is not published is provisional, and moves when the year is loaded', () => {
    // given
    const clock = foldClock(limit(5), [start('2026-12-28')])
    expect(dueOn(clock, china)).toBe('2027-01-04')
    expect(isDueProvisional(clock, china)).toBe(true)
    // when
    const loaded = withYear(china, 2027, { off: ['2027-01-01'], work: [], source: 'test notice' })
    // then
    expect(dueOn(clock, loaded)).toBe('2027-01-05')
    expect(isDueProvisional(clock, loaded)).toBe(false)
  })
})

describe('days left', () => {
  const clock = foldClock(limit(5), [start('2026-04-27')])

  test.each([
    ['2026-04-27', 5],
    ['2026-04-28', 5],
    ['2026-04-29', 4],
    ['2026-05-03', 2],
    ['2026-05-06', 2],
    ['2026-05-07', 1],
    ['2026-05-08', -1],
    ['2026-05-09', -2],
    ['2026-05-10', -2],
    ['2026-05-11', -3],
  ])('on %s there are %i', (today, left) => {
    expect(leftOn(clock, china, today)).toBe(left)
  })

  test('the first rest days after the last day are late by one', () => {
    const friday = foldClock(limit(4), [start('2026-03-02')])
    expect(dueOn(friday, china)).toBe('2026-03-06')
    expect(leftOn(friday, china, '2026-03-07')).toBe(-1)
    expect(leftOn(friday, china, '2026-03-09')).toBe(-1)
  })

  test('they stand still while a stop is open', () => {
    const paused = foldClock(limit(20), [start('2026-03-02'), ...pause('2026-03-09')])
    expect(leftOn(paused, china, '2026-03-09')).toBe(16)
    expect(leftOn(paused, china, '2026-03-10')).toBe(15)
    expect(leftOn(paused, china, '2026-06-10')).toBe(15)
  })

  test('used and excluded days tell the applicant why', () => {
    const appraised = foldClock(limit(10), [start('2026-04-13'), ...pause('2026-04-16', '2026-04-29')])
    expect(dueOn(appraised, china)).toBe('2026-05-12')
    expect(usedOn(appraised, china, '2026-04-29')).toBe(3)
    expect(excludedOn(appraised, china, '2026-04-29')).toBe(9)
    expect(leftOn(appraised, china, '2026-04-30')).toBe(7)
  })

  test('calendar days count rest days too', () => {
    const cd = foldClock(limit(30, 'cd'), [start('2026-09-29')])
    expect(leftOn(cd, china, '2026-10-01')).toBe(29)
    expect(leftOn(cd, china, '2026-10-29')).toBe(1)
    expect(leftOn(cd, china, '2026-10-31')).toBe(-2)
  })

  test('a completed clock keeps what it had on that day, and an open stop ends with it', () => {
    const inTime = foldClock(limit(5), [start('2026-04-27'), complete('2026-05-06')])
    expect(leftOn(inTime, china, '2026-06-30')).toBe(2)
    expect(isOverdue(inTime, china, '2026-06-30')).toBe(false)
    const late = foldClock(limit(5), [start('2026-04-27'), complete('2026-05-08')])
    expect(isOverdue(late, china, '2026-06-30')).toBe(true)
    const stopped = foldClock(limit(20), [start('2026-03-02'), ...pause('2026-03-09'), complete('2026-03-18')])
    expect(isPaused(stopped)).toBe(false)
    expect(dueOn(stopped, china)).toBe('2026-04-09')
  })

  test('there are none to tell before the start', () => {
    const waiting = foldClock(limit(5), [])
    expect(leftOn(waiting, china, '2026-05-01')).toBeUndefined()
    expect(usedOn(waiting, china, '2026-05-01')).toBe(0)
    expect(excludedOn(waiting, china, '2026-05-01')).toBe(0)
    expect(isPaused(waiting)).toBe(false)
  })
})
