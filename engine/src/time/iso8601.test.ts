import { describe, expect, test } from 'vitest'
import {
  addDuration,
  isTimeProblem,
  nextOccurrence,
  parseCycle,
  parseDate,
  parseDuration,
  parseInstant,
} from './iso8601.ts'
import type { Cycle } from './iso8601.ts'

const instant = (text: string) => parseInstant(text) as number
const at = (epochMs: number | undefined) => (epochMs === undefined ? undefined : new Date(epochMs).toISOString())
const cycle = (text: string) => {
  const parsed = parseCycle(text)
  if (isTimeProblem(parsed)) throw new Error(parsed.problem)
  return parsed
}
const occurrences = (repeating: Cycle, armedAt: number, most = 10) => {
  const all: (string | undefined)[] = []
  for (let fired = 0; fired < most; fired++) {
    const next = nextOccurrence(repeating, armedAt, fired)
    if (next === undefined) break
    all.push(at(next))
  }
  return all
}

describe('instants', () => {
  test('without an offset are in Shanghai time, or in the zone given', () => {
    expect(at(instant('2026-05-27'))).toBe('2026-05-26T16:00:00.000Z')
    expect(at(instant('2026-05-27T09:00:00'))).toBe('2026-05-27T01:00:00.000Z')
    expect(at(parseInstant('2026-05-27T09:00', 'UTC') as number)).toBe('2026-05-27T09:00:00.000Z')
  })

  test('with an offset or a zone of their own keep it', () => {
    expect(at(instant('2026-05-27T09:00:00Z'))).toBe('2026-05-27T09:00:00.000Z')
    expect(at(instant('2026-05-27T09:00:00.5-05:00'))).toBe('2026-05-27T14:00:00.500Z')
    expect(at(instant('2026-05-27T09:00:00+02:00[Europe/Berlin]'))).toBe('2026-05-27T07:00:00.000Z')
    expect(at(instant('2026-05-27T09:00:00[Europe/Berlin]'))).toBe('2026-05-27T07:00:00.000Z')
  })

  test.each(['', 'tomorrow', '2026-02-30', '2026-05-27T25:00:00', '2026-05-27[Mars/Base]'])(
    '"%s" is refused',
    (text) => {
      expect(parseInstant(text)).toEqual({ problem: expect.stringContaining(`"${text}"`) })
    },
  )

  test('days are checked on the calendar', () => {
    expect(parseDate('2028-02-29')).toBe('2028-02-29')
    expect(parseDate('2026-02-29')).toEqual({ problem: expect.stringContaining('2026-02-29') })
  })
})

describe('durations', () => {
  test('count days and months on the calendar', () => {
    const from = instant('2026-01-31T09:00:00')
    const duration = parseDuration('P1M')
    if (isTimeProblem(duration)) throw new Error(duration.problem)
    expect(at(addDuration(from, duration))).toBe('2026-02-28T01:00:00.000Z')
  })

  test.each(['', '3 days', '-P1D', 'P', 'P999999999Y'])('"%s" is refused', (text) => {
    expect(parseDuration(text)).toEqual({ problem: expect.stringContaining('Expected a duration') })
  })
})

describe('cycles', () => {
  const armed = instant('2026-03-01T00:00:00Z')

  test('R3/PT10S occurs three times, ten seconds apart', () => {
    expect(occurrences(cycle('R3/PT10S'), armed)).toEqual([
      '2026-03-01T00:00:10.000Z',
      '2026-03-01T00:00:20.000Z',
      '2026-03-01T00:00:30.000Z',
    ])
  })

  test('a bare R goes on, and R0 never begins', () => {
    expect(occurrences(cycle('R/PT1H'), armed, 500)).toHaveLength(500)
    expect(occurrences(cycle('R0/PT1H'), armed)).toEqual([])
  })

  test('a start in the future is the first occurrence', () => {
    expect(occurrences(cycle('R2/2026-03-05T08:00:00Z/P1D'), armed)).toEqual([
      '2026-03-05T08:00:00.000Z',
      '2026-03-06T08:00:00.000Z',
    ])
  })

  test('a start in the past is not caught up', () => {
    expect(occurrences(cycle('R2/2020-01-01T08:00:00Z/P1D'), armed)).toEqual([
      '2026-03-01T08:00:00.000Z',
      '2026-03-02T08:00:00.000Z',
    ])
    expect(at(nextOccurrence(cycle('R/2026-03-01T00:00:00Z/P1D'), armed, 0))).toBe('2026-03-01T00:00:00.000Z')
  })

  test('months keep their day', () => {
    expect(occurrences(cycle('R3/2026-03-31T00:00:00Z/P1M'), armed)).toEqual([
      '2026-03-31T00:00:00.000Z',
      '2026-04-30T00:00:00.000Z',
      '2026-05-31T00:00:00.000Z',
    ])
  })

  test('an end closes it', () => {
    expect(occurrences(cycle('R/P1D/2026-03-03T00:00:00Z'), armed)).toEqual([
      '2026-03-02T00:00:00.000Z',
      '2026-03-03T00:00:00.000Z',
    ])
  })

  test('a start and the end of its first interval give the distance', () => {
    expect(occurrences(cycle('R2/2026-03-02T00:00:00Z/2026-03-02T06:00:00Z'), armed)).toEqual([
      '2026-03-02T00:00:00.000Z',
      '2026-03-02T06:00:00.000Z',
    ])
  })

  test.each([
    '',
    'P1D',
    'R3',
    'R-1/P1D',
    'R3/PT0S',
    'R3/PT0.0001S',
    'R3/nonsense',
    'R3/2026-03-02/nonsense',
    'R3/P1D/nonsense',
    'R3/2026-03-02/2026-03-01',
    'R3/2026-03-02/P1D/2026-03-05',
  ])('"%s" is refused in words', (text) => {
    expect(parseCycle(text)).toEqual({ problem: expect.stringMatching(/^Expected .+, but got "/) })
  })
})
