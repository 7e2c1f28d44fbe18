/** What a pattern compiles to: instructions for a machine that walks over code points and counts its steps. */
export type Instruction =
  | { readonly op: 'char'; readonly test: (char: string) => boolean }
  /** Goes on at `first`; should that fail, at `second`. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'start' | 'end'; readonly multiline: boolean }
  | { readonly op: 'same'; readonly group: number; readonly fold: boolean }
  /** Fails where a loop has gone round without moving: `slot` holds where it began. */
  | { readonly op: 'mark' | 'moved'; readonly slot: number }
  | { readonly op: 'match' }

export interface Program {
  readonly instructions: readonly Instruction[]
  /** Capturing groups, the whole match not counted. */
  readonly groups: number
  readonly slots: number
}

/** The pattern or its flags are not those of XPath (XQuery 1.0 and XPath 2.0 Functions, §7.6.1). */
export class PatternError extends Error {}
