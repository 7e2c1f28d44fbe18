import fc from 'fast-check'
import { expect, test } from 'vitest'
import { china } from './china.ts'
import { foldClock, usedOn, type ClockEvent } from './clock.ts'
import { dayNumber, isoDay } from './day.ts'
import { sharesOf } from './shares.ts'

const limit = { n: 45, unit: 'wd', kind: 'statutory', name: '', basis: '行政许可法第四十二条' } as const
const run = (...events: ClockEvent[]) => foldClock(limit, events)
const from = (on: string): ClockEvent => ({ kind: 'start', on })
const to = (on: string): ClockEvent => ({ kind: 'complete', on })

test('the joint clock belongs to whoever had the case in hand, and to the last one alone (A3)', () => {
  // given three departments from 09-21: done on 09-24, 09-28 and 10-09, joined on 10-12
  const joint = run(from('2026-09-21'))
  const departments = [
    { code: 'eco', clock: run(from('2026-09-21'), to('2026-09-24')) },
    { code: 'fire', clock: run(from('2026-09-21'), to('2026-09-28')) },
    { code: 'nr', clock: run(from('2026-09-21'), to('2026-10-09')) },
  ]
  // when
  const shares = sharesOf(joint, departments, china, '2026-10-12')
  // then
  expect(shares).toEqual({
    departments: [
      { code: 'eco', held: 3, alone: 0 },
      { code: 'fire', held: 4, alone: 0 },
      { code: 'nr', held: 8, alone: 4 },
    ],
    others: 2,
    used: 10,
  })
})

test('stopped days are nobody’s, and a clock that has not started has no shares', () => {
  const notice = { ground: 'testing', document: '通知书' }
  const stopped = run(from('2026-03-02'), { kind: 'stop', on: '2026-03-04', ...notice })
  const shares = sharesOf(stopped, [{ code: 'nr', clock: run(from('2026-03-02')) }], china, '2026-03-13')
  expect(shares).toEqual({ departments: [{ code: 'nr', held: 2, alone: 2 }], others: 0, used: 2 })
  expect(sharesOf(run(), [], china, '2026-03-13').used).toBe(0)
})

test('the days used are those of others and those that somebody held', () => {
  const aDay = fc.integer({ min: 0, max: 60 }).map((offset) => isoDay(dayNumber('2026-03-02') + offset))
  const aRun = fc.tuple(aDay, aDay).map(([a, b]) => (a <= b ? run(from(a), to(b)) : run(from(b), to(a))))
  fc.assert(
    fc.property(fc.array(aRun, { maxLength: 4 }), aDay, (clocks, today) => {
      const joint = run(from('2026-03-02'))
      const departments = clocks.map((clock, index) => ({ code: `${index}`, clock }))
      const { used, others, departments: shares } = sharesOf(joint, departments, china, today)
      expect(used).toBe(usedOn(joint, china, today))
      const held = shares.map((share) => share.held)
      expect(others + Math.max(0, ...held)).toBeLessThanOrEqual(used)
      expect(others + held.reduce((sum, days) => sum + days, 0)).toBeGreaterThanOrEqual(used)
      for (const share of shares) expect(share.alone).toBeLessThanOrEqual(share.held)
    }),
  )
})
