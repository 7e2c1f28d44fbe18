import type { FoundRuns } from './find.ts'
import type { Played } from './play.ts'

export interface CaseResult {
  readonly found: FoundRuns
  readonly played: readonly Played[]
  /** Why it may fail, from known.json. */
  readonly known?: string
}

export interface Row {
  readonly group: string
  passed: number
  failed: number
  known: number
}

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
const hasFailed = ({ differences }: Played): boolean => differences.length > 0

/** A line for each failing run, with what was expected and what came instead. */
export function failureLines({ found, played, known }: CaseResult): string[] {
  return played.filter(hasFailed).map(({ run, differences, because }) => {
    const words = differences.map(
      ({ what, expected, actual }) => `${what}: expected ${shown(expected)}, actual ${shown(actual)}`,
    )
    const cause = because.length > 0 ? ` (${because.join('; ')})` : ''
    return `${known === undefined ? '✗' : '~'} ${found.id} run ${run}: ${words.join('; ')}${cause}${known === undefined ? '' : ` [known: ${known}]`}`
  })
}

export function rowsOf(results: readonly CaseResult[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { found, played, known } of results) {
    const row = rows.get(found.group) ?? { group: found.group, passed: 0, failed: 0, known: 0 }
    rows.set(found.group, row)
    for (const run of played) {
      if (!hasFailed(run)) row.passed++
      else if (known === undefined) row.failed++
      else row.known++
    }
  }
  return [...rows.values()]
}

export function tableLines(rows: readonly Row[]): string[] {
  const width = Math.max(6, ...rows.map(({ group }) => group.length))
  const line = (...[group, ...cells]: string[]): string =>
    [group!.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join(' ').trimEnd()
  return [
    line('folder', 'passed', 'failed', 'known'),
    ...rows.map(({ group, passed, failed, known }) => line(group, ...[passed, failed, known].map(String))),
  ]
}

/** The same as data. */
export const asData = (results: readonly CaseResult[]) => ({
  rows: rowsOf(results),
  runs: results.flatMap(({ found, played, known }) =>
    played.map((run) => ({
      case: found.id,
      passed: !hasFailed(run),
      ...run,
      ...(known === undefined ? {} : { known }),
    })),
  ),
})
