/** The calendar terms that a deadline is mostly written in, so that they can be chosen in words. */
export type DeadlineTerm =
  | { kind: 'due' }
  | { kind: 'beforeDue'; days: number }
  | { kind: 'workingDays'; days: number }
  | { kind: 'calendarDays'; days: number }
  | { kind: 'expression'; source: string }

const terms: readonly [RegExp, (days: number) => DeadlineTerm][] = [
  [/^due$/, () => ({ kind: 'due' })],
  [/^wdBefore\(\s*due\s*,\s*(\d{1,4})\s*\)$/, (days) => ({ kind: 'beforeDue', days })],
  [/^wd\(\s*(\d{1,4})\s*\)$/, (days) => ({ kind: 'workingDays', days })],
  [/^cd\(\s*(\d{1,4})\s*\)$/, (days) => ({ kind: 'calendarDays', days })],
]

/** Reads a deadline, with or without the leading `=`. What is not one of the terms stays an expression. */
export function readDeadline(source: string): DeadlineTerm {
  const feel = source.trim().replace(/^=\s*/, '')
  for (const [pattern, term] of terms) {
    const found = pattern.exec(feel)
    if (found) return term(Number(found[1] ?? 0))
  }
  return { kind: 'expression', source: feel }
}

export function writeDeadline(term: DeadlineTerm): string {
  switch (term.kind) {
    case 'due':
      return '=due'
    case 'beforeDue':
      return `=wdBefore(due, ${term.days})`
    case 'workingDays':
      return `=wd(${term.days})`
    case 'calendarDays':
      return `=cd(${term.days})`
    case 'expression':
      return `=${term.source.trim().replace(/^=\s*/, '')}`
  }
}
