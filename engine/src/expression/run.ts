import type { Moment, Names } from './expression.ts'
import type { FeelValue } from './values/value.ts'

export interface RunOptions {
  readonly moment: Moment
  /** Looks the names up that the expression does not introduce itself; `undefined` = nobody set it. */
  readonly names: Names
  /** The zone of times without one where an instant needs it; null: they have no answer, as the standard has it. */
  readonly zone?: string | null
  readonly limits?: Limits
}

/** What went wrong where FEEL says null: the code for programs, the words for people, the place in the source. */
export interface Warning {
  readonly code: WarningCode
  readonly words: string
  /** Offset into the source of the expression; undefined where it has none. */
  readonly position: number | undefined
}

export type WarningCode =
  | 'unknown-name'
  | 'unknown-entry'
  | 'not-comparable'
  | 'wrong-type'
  | 'no-result'
  | 'no-function'
  | 'wrong-arguments'
  | 'not-a-list'
  | 'not-a-condition'

export interface Limits {
  /** Turns of loops, invocations, items and characters looked at. */
  readonly steps: number
  /** Levels of nesting of all functions that are running. */
  readonly depth: number
  /** What is built, roughly in bytes: two a character, sixteen an item, more for entries. */
  readonly size: number
}

/** An expression within these takes some milliseconds at most. */
export const standardLimits: Limits = { steps: 200_000, depth: 1500, size: 8_000_000 }

/** Thrown out of an evaluation that goes beyond its limits; nothing inside an expression catches it. */
export class FeelLimit extends Error {
  readonly limit: keyof Limits

  constructor(limit: keyof Limits, words: string) {
    super(words)
    this.limit = limit
  }
}

/** A value that a part of the expression had, for the trace. */
export interface Traced {
  readonly from: number
  readonly to: number
  readonly value: FeelValue
}

const noWarnings: readonly Warning[] = []

/** One evaluation, or several that share their limits: the time, the names, what is left, what went wrong. */
export class Run {
  readonly moment: Moment
  readonly zone: string | null
  names: Names
  warnings: readonly Warning[] = noWarnings
  private readonly limits: Limits
  private steps: number
  private size: number
  private depth = 0

  constructor({ moment, names, zone, limits = standardLimits }: RunOptions) {
    this.moment = moment
    this.names = names
    this.zone = zone === undefined ? moment.calendar.zone : zone
    this.limits = limits
    this.steps = limits.steps
    this.size = limits.size
  }

  /** Accounts for work. */
  spend(steps: number): void {
    this.steps -= steps
    if (this.steps < 0) throw new FeelLimit('steps', `it takes more than ${this.limits.steps} steps`)
  }

  /** Accounts for a string of so many characters. */
  makeText(length: number): void {
    this.allocate(16 + 2 * length)
  }

  /** Accounts for a list or context of so many items. */
  makeItems(count: number): void {
    this.allocate(32 + 24 * count)
  }

  enter(levels: number): void {
    this.depth += levels
    if (this.depth > this.limits.depth) {
      throw new FeelLimit('depth', `its functions and values are nested deeper than ${this.limits.depth} levels`)
    }
  }

  leave(levels: number): void {
    this.depth -= levels
  }

  /** Null, and a note of why. */
  warn(code: WarningCode, words: string, position?: number): null {
    this.spend(1)
    if (this.warnings === noWarnings) this.warnings = []
    if (this.warnings.length < 100) (this.warnings as Warning[]).push({ code, words, position })
    return null
  }

  /** Says where those warnings arose that do not know it yet. */
  locate(first: number, position: number): void {
    for (let i = first; i < this.warnings.length; i++) {
      const warning = this.warnings[i] as Warning
      if (warning.position === undefined) (this.warnings as Warning[])[i] = { ...warning, position }
    }
  }

  private allocate(bytes: number): void {
    this.size -= bytes
    if (this.size < 0) throw new FeelLimit('size', `it builds more than ${this.limits.size} bytes`)
  }
}
