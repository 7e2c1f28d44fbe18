import type { ClockView } from '@lianban/server/contract'

/** A clock in one glance: the key of its words under `cases.clock.face`, a sign, and a tone that only supports them. */
export interface ClockFace {
  words: 'left' | 'paused' | 'today' | 'overdue' | 'kept' | 'late'
  days: number
  sign: '○' | '‖' | '●' | '▲' | '■' | '✓'
  tone: 'none' | 'blue' | 'yellow' | 'red' | 'good'
}

/** `today` is the office's day: a limit that ends today is said as such, not as one day left. */
export function clockFace(clock: ClockView, today: string): ClockFace {
  const days = Math.abs(clock.left)
  if (clock.completedOn !== undefined || clock.state === 'completed') {
    return clock.left < 0
      ? { words: 'late', days, sign: '▲', tone: 'yellow' }
      : { words: 'kept', days, sign: '✓', tone: 'good' }
  }
  if (clock.left < 0 || clock.state === 'overdue') {
    const statutory = clock.kind === 'statutory'
    return { words: 'overdue', days, sign: statutory ? '■' : '▲', tone: statutory ? 'red' : 'yellow' }
  }
  if (clock.state === 'paused') return { words: 'paused', days, sign: '‖', tone: 'none' }
  if (clock.dueOn === today) return { words: 'today', days, sign: '●', tone: 'blue' }
  return { words: 'left', days, sign: clock.left <= 1 ? '●' : '○', tone: clock.left <= 1 ? 'blue' : 'none' }
}

/** Days of the limit that are gone, of the days it has; for bars. Never outside the limit. */
export function usedDays(clock: ClockView): number {
  const stillLeft = clock.left < 0 ? 0 : Math.min(clock.left, clock.limit)
  return clock.limit - stillLeft
}
