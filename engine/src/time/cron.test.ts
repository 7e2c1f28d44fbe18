import { describe, expect, it } from 'vitest'
import { checkCron, isCron, nextCron } from './cron.ts'

const at = (text: string): number => Date.parse(text)

describe('cron', () => {
  it('names the next instant on the clock of the zone', () => {
    const after = at('2026-04-27T09:00:00+08:00')
    expect(nextCron('0 0 9 * * MON-FRI', after)).toBe(at('2026-04-28T09:00:00+08:00'))
    expect(nextCron('@daily', after)).toBe(at('2026-04-28T00:00:00+08:00'))
    expect(nextCron('0 0 12 L * ?', after)).toBe(at('2026-04-30T12:00:00+08:00'))
    expect(nextCron('0 0 9 ? * MON#1', after)).toBe(at('2026-05-04T09:00:00+08:00'))
  })

  it('ends with a year that is over', () => {
    expect(nextCron('0 0 0 1 1 ? 2020', at('2026-04-27T09:00:00+08:00'))).toBeUndefined()
  })

  it('is told from a repeating interval, and says what it expected', () => {
    expect(isCron('R3/PT10S')).toBe(false)
    expect(isCron('0 0 9 * * *')).toBe(true)
    expect(checkCron('0 0 9 * * *')).toBeUndefined()
    expect(checkCron('every day')?.problem).toContain('every day')
  })
})
