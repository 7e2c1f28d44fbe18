import type { ClockView } from '@lianban/server/contract'
import { describe, expect, test } from 'vitest'
import { clockFace, usedDays } from './clockFace.ts'

const clock = (of: Partial<ClockView>): ClockView => ({
  key: 1,
  extended: 0,
  stops: [],
  used: 0,
  excluded: 0,
  kind: 'step',
  name: '受理',
  basis: '行政许可法第三十二条',
  unit: 'wd',
  limit: 5,
  startedOn: '2026-09-21',
  dueOn: '2026-09-29',
  left: 3,
  state: 'running',
  provisional: false,
  ...of,
})

describe('the face of a clock', () => {
  test('says the days that are left', () => {
    expect(clockFace(clock({ left: 3 }), '2026-09-24')).toEqual({ words: 'left', days: 3, sign: '○', tone: 'none' })
  })

  test('warns on the last but one day and on the last', () => {
    expect(clockFace(clock({ left: 1 }), '2026-09-28')).toMatchObject({ words: 'left', sign: '●', tone: 'blue' })
    expect(clockFace(clock({ left: 1 }), '2026-09-29')).toMatchObject({ words: 'today', tone: 'blue' })
  })

  test.each([
    ['step', '▲', 'yellow'],
    ['department', '▲', 'yellow'],
    ['statutory', '■', 'red'],
  ] as const)('an overdue %s limit has its own sign', (kind, sign, tone) => {
    const face = clockFace(clock({ kind, left: -2, state: 'overdue' }), '2026-10-08')
    expect(face).toEqual({ words: 'overdue', days: 2, sign, tone })
  })

  test('a stopped clock says whether the limit was kept', () => {
    expect(clockFace(clock({ state: 'completed', completedOn: '2026-09-24' }), '2026-12-01').words).toBe('kept')
    expect(clockFace(clock({ state: 'completed', left: -1, completedOn: '2026-10-08' }), '2026-12-01').words).toBe(
      'late',
    )
  })
})

test('used days stay inside the limit', () => {
  expect(usedDays(clock({ left: 3 }))).toBe(2)
  expect(usedDays(clock({ left: 9 }))).toBe(0)
  expect(usedDays(clock({ left: -4 }))).toBe(5)
})
