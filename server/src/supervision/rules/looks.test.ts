import { china, createClock, endOfDay, foldClock, leftOn, type ClockEvent, type Limit } from '@lianban/engine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardRule } from '../../contract/index.ts'
import { defaultRules } from './defaults.ts'
import { lightBy, looksOf } from './looks.ts'

const limit = (n: number, more: Partial<Limit> = {}): Limit => ({
  n,
  unit: 'wd',
  kind: 'statutory',
  name: '审查与决定',
  basis: '行政许可法第四十二条',
  ...more,
})
const started = (of: Limit, ...more: ClockEvent[]) => foldClock(of, [{ kind: 'start', on: '2026-03-02' }, ...more])
const told = (clock: ReturnType<typeof started>, rules: readonly CardRule[] = defaultRules): string[] =>
  looksOf(clock, 'p', rules, china).map(
    ({ at, rule }) => `${rule.id} ${new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)}`,
  )

describe('the rules look at a clock', () => {
  test('when a fifth of the limit is left, and when its last day is over', () => {
    // Twenty working days from 03-02 end on 03-30: four are left when 03-25 begins.
    expect(told(started(limit(20)))).toEqual(['nearly-due 2026-03-25T00:00', 'statutory-passed 2026-03-31T00:00'])
    // Five end on Monday 03-09: once Friday is over, one is left.
    expect(told(started(limit(5, { kind: 'step' })))).toEqual([
      'nearly-due 2026-03-07T00:00',
      'step-passed 2026-03-10T00:00',
    ])
  })

  test('not while it stands still, and later once it runs on', () => {
    const stop: ClockEvent = { kind: 'stop', on: '2026-03-09', ground: 'expertReview', document: '7 号' }
    expect(told(started(limit(20), stop))).toEqual([])
    const resumed = started(limit(20), stop, { kind: 'resume', on: '2026-03-18', document: '7 号' })
    expect(told(resumed)).toEqual(['nearly-due 2026-04-03T00:00', 'statutory-passed 2026-04-10T00:00'])
  })

  test('not before it has started, after it has ended, or when it is a minimum', () => {
    expect(told(createClock(limit(20)))).toEqual([])
    expect(told(started(limit(20), { kind: 'complete', on: '2026-03-10' }))).toEqual([])
    expect(told(started(limit(20, { unit: 'cd', minimum: true })))).toEqual([])
  })

  test('at the minute, where the limit is in hours', () => {
    const at = Date.parse('2026-03-02T09:00:00+08:00')
    const hours = foldClock(limit(10, { unit: 'h', kind: 'step' }), [{ kind: 'start', on: '2026-03-02', at }])
    expect(told(hours)).toEqual(['nearly-due 2026-03-02T17:00', 'step-passed 2026-03-02T19:00'])
  })

  test('of other processes and kinds, and those that are off, never', () => {
    const [near] = defaultRules as [CardRule]
    expect(told(started(limit(20)), [{ ...near, processes: ['q'] }])).toEqual([])
    expect(told(started(limit(20)), [{ ...near, kinds: ['step'] }])).toEqual([])
    expect(told(started(limit(20)), [{ ...near, enabled: false }])).toEqual([])
  })

  test('on the first day with so little left, whatever the limit and its stops', () => {
    const spans = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 20 })), { maxLength: 3 })
    const day = (offset: number): string => new Date(Date.UTC(2026, 2, 2 + offset)).toISOString().slice(0, 10)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('wd' as const, 'cd' as const),
        spans,
        fc.integer({ min: 0, max: 100 }),
        (n, unit, stops, share) => {
          // given
          const events = stops.flatMap(([from, length], i): ClockEvent[] => [
            { kind: 'stop', on: day(from), ground: 'testing', document: String(i) },
            { kind: 'resume', on: day(from + length), document: String(i) },
          ])
          const clock = started(limit(n, { unit }), ...events)
          const rule: CardRule = { ...defaultRules[0]!, trigger: { on: 'left', days: 1, share: share / 100 } }
          const enough = Math.max(1, Math.floor((share / 100) * n))
          // when
          let first = 0
          while (leftOn(clock, china, day(first))! > enough) first++
          // then
          expect(looksOf(clock, 'p', [rule], china)[0]?.at).toBe(endOfDay(day(first - 1), china.zone))
        },
      ),
    )
  })
})

test('a light is the worst that the clock has come to', () => {
  const looks = looksOf(started(limit(20)), 'p', defaultRules, china)
  const at = (day: string): number => lightBy(looks, Date.parse(`${day}T00:00:00+08:00`))
  expect([at('2026-03-24'), at('2026-03-25'), at('2026-03-30'), at('2026-03-31')]).toEqual([0, 1, 1, 3])
})
