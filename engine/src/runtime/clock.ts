/** Where the runtime takes its time from. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

export interface MovableClock extends Clock {
  /** Forward only; an instant that is not ahead changes nothing. */
  moveTo(instant: number): void
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still until it is moved: tests and simulations. */
export function stoppedClock(start: number): MovableClock {
  let now = start
  return {
    now: () => now,
    moveTo(instant) {
      now = Math.max(now, instant)
    },
  }
}

/** A clock that runs with the machine's, ahead of it by an offset that grows when it is moved: demonstrations. */
export function offsetClock(offset: number, onMove: (offset: number) => void = () => {}): MovableClock {
  let ahead = offset
  const now = () => Date.now() + ahead
  return {
    now,
    moveTo(instant) {
      const leap = instant - now()
      if (leap <= 0) return
      ahead += leap
      onMove(ahead)
    },
  }
}

export const isMovable = (clock: Clock): clock is MovableClock => 'moveTo' in clock
