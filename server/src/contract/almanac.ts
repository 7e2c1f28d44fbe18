import type { CalendarDefinition, LimitRule } from '@lianban/engine'

/** GET /api/almanac: the named calendars and the register of limits; `revision` goes with every change. */
export interface AlmanacView {
  revision: number
  calendars: CalendarDefinition[]
  rules: LimitRule[]
  /** How far running cases have followed the last change of calendars. */
  derivation?: DerivationView
}

/** GET /api/almanac/derivation */
export interface DerivationView {
  revision: number
  calendars: string[]
  by: string
  total: number
  done: number
  /** Cases of which a due day or a deadline has moved. */
  moved: number
  /** Cases that could not be derived: they stand in the log of the server. */
  failed: number
  startedAt: string
  finishedAt?: string
}

/** GET /api/almanac/changes, newest first. */
export interface AlmanacChangeView {
  revision: number
  at: string
  by: string
  what: string
  detail: string
}

/** PUT /api/calendars/:code (admin): makes or changes a calendar. */
export interface SaveCalendar {
  revision: number
  calendar: CalendarDefinition
}

/** POST /api/calendars/:code/import (admin): a year, as `{year, off, work, source}` or a list of holidays. */
export interface ImportYear {
  revision: number
  file: unknown
}

/** POST /api/limits (admin): the next version of a rule; `version` is given by the register. */
export interface SaveRule {
  revision: number
  rule: Omit<LimitRule, 'version'>
}

export interface AlmanacSaved {
  revision: number
  /** Codes of calendars that count differently now. */
  calendars: string[]
}

/** POST /api/calendars/preview (admin) { calendar }: what would change, before anything is saved. */
export interface CalendarPreview {
  /** Open clocks whose days from start to due day hold one that changes. */
  concerned: number
  /** How many of them were reckoned; the rest is left out where there are very many. */
  reckoned: number
  /** Of those, how many would be due on another day. */
  moved: number
  /** Some of them, earliest due day first. */
  clocks: PreviewedClock[]
}

export interface PreviewedClock {
  caseId: string
  caseNo: string
  title: string
  name: string
  from: string
  to: string
}

/** GET /api/attempts?case=&cursor= (supervisor, admin): what was tried and refused for a rule of the clock, newest first. */
export interface RefusedAttempt {
  id: string
  caseId: string
  caseNo: string
  element: string | null
  by: string
  at: string
  command: string
  rule: string
  words: string
  asked: Record<string, unknown>
}
