import type { Row } from '@lianban/engine/convert'

const keyOf = (process: string): string => `lianban.conversion.${process}`

/** Keeps what became of a converted model while the browser's tab is open, so that its rows lead to the drawing. */
export function keepReport(process: string, rows: readonly Row[]): void {
  if (rows.length === 0) sessionStorage.removeItem(keyOf(process))
  else sessionStorage.setItem(keyOf(process), JSON.stringify(rows))
}

/** The rows of the conversion that this process came from; none when it was drawn, or imported elsewhere. */
export function reportOf(process: string): readonly Row[] {
  const kept = sessionStorage.getItem(keyOf(process))
  return kept === null ? [] : (JSON.parse(kept) as Row[])
}

export const outcomes = ['unconverted', 'converted', 'dropped'] as const
