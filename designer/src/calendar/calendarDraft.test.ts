import { china, definitionOf, type CalendarDefinition } from '@lianban/engine'
import { describe, expect, test } from 'vitest'
import { faceOf, marked, moved, resolved, weeksOf } from './calendarDraft.ts'

const cn = definitionOf(china, '全国')
const document = { revision: 1, calendars: [cn], rules: [] }
const district: CalendarDefinition = { code: 'CN-XD', name: '新都区', zone: 'Asia/Shanghai', base: 'CN', years: {} }
const face = (draft: CalendarDefinition, day: string) => faceOf(resolved(document, draft), draft, day)

describe('a draft of a calendar', () => {
  test('shows what a notice says, and what the calendar says itself', () => {
    expect(face(cn, '2026-10-01')).toEqual({ day: '2026-10-01', kind: 'off', own: false })
    expect(face(district, '2026-10-01')).toMatchObject({ kind: 'off', own: false })
    expect(face(district, '2026-10-10')).toMatchObject({ kind: 'work', own: false })
    expect(face(district, '2026-10-11')).toMatchObject({ kind: 'weekend', own: false })
    expect(face(district, '2026-10-12')).toMatchObject({ kind: 'weekday', own: false })
  })

  test('takes marks, and gives them up again without a trace', () => {
    const off = marked(district, '2026-03-09', 'off')
    expect(face(off, '2026-03-09')).toMatchObject({ kind: 'off', own: true })
    const half = marked(off, '2026-03-09', 'afternoon')
    expect(face(half, '2026-03-09')).toMatchObject({ kind: 'half', own: true })
    expect(half.years['2026']).toMatchObject({ off: [], half: [{ day: '2026-03-09', off: 'afternoon' }] })
    expect(face(marked(half, '2026-10-01', 'work'), '2026-10-01')).toMatchObject({ kind: 'weekday', own: true })
    expect(marked(half, '2026-03-09', 'none')).toEqual(district)
  })
})

test('weeks begin on Monday, and steps stay inside the year', () => {
  const weeks = weeksOf(2026, 3)
  expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, '2026-03-01'])
  expect(weeks.at(-1)!.filter(Boolean).at(-1)).toBe('2026-03-31')
  expect(moved('2026-01-01', -1)).toBe('2026-01-01')
  expect(moved('2026-02-28', 1)).toBe('2026-03-01')
})
