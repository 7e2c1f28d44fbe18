import { boxWords } from './analysis/words.ts'
import { findingsOf, type CheckedTable, type Finding } from './analysis/findings.ts'
import type { Space } from './analysis/space.ts'

/** What is doubtful about a table, in words; rules are numbered from 1. */
export interface TableProblem {
  readonly code: string
  readonly words: string
  readonly fix: string
}

/** Gaps, overlaps, conflicts and rules that never count. Behind the colon stand rule numbers and values in the signs of FEEL. */
export function checkTable(name: string, table: CheckedTable, labels: readonly string[]): TableProblem[] {
  const { findings, space } = findingsOf(table)
  return findings.map((finding) => describe(name, finding, space, labels))
}

function describe(name: string, finding: Finding, space: Space | undefined, labels: readonly string[]): TableProblem {
  const numbers = 'rules' in finding ? finding.rules.map((rule) => rule + 1).join(', ') : ''
  const where = 'box' in finding ? boxWords(finding.box, space!, labels) : ''
  switch (finding.kind) {
    case 'gap':
      return {
        code: 'decision-table-gap',
        words: `Table ${name} has no rule for some values: ${where}`,
        fix: 'Add a rule for them, or a default result',
      }
    case 'overlap':
      return {
        code: 'decision-table-overlap',
        words: `Table ${name} allows one rule, but two apply to the same values: ${numbers}: ${where}`,
        fix: 'Make their conditions exclude each other, or choose another hit policy',
      }
    case 'conflict':
      return {
        code: 'decision-table-conflict',
        words: `Table ${name} expects rules that apply together to agree, but two do not: ${numbers}: ${where}`,
        fix: 'Give them the same result, or make their conditions exclude each other',
      }
    case 'masked':
      return {
        code: 'decision-table-masked',
        words: `Table ${name} has a rule that never counts, because others cover it: ${numbers} (${finding.by.map((rule) => rule + 1).join(', ')})`,
        fix: 'Remove it, or move it up',
      }
    case 'never':
      return {
        code: 'decision-table-never',
        words: `Table ${name} has a rule that no value fulfils: ${numbers}`,
        fix: 'Correct its conditions, or remove it',
      }
    case 'undecided':
      return {
        code: 'decision-table-undecided',
        words: `Table ${name} could not be checked completely: ${numbers || 'as a whole'}`,
        fix: 'Nothing has to be done: these conditions show what they mean only when they are evaluated',
      }
  }
}
