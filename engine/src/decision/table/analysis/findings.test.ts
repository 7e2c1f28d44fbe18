import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeel } from '../../../expression/program.ts'
import type { FeelNode } from '../../../expression/syntax/node.ts'
import { checkTable } from '../checkTable.ts'
import type { HitPolicy } from '../table.ts'
import { findingsOf, type CheckedTable } from './findings.ts'

function cell(source: string): FeelNode {
  const parsed = parseFeel(source, { kind: 'unary-tests' })
  if (!parsed.ok) throw new Error(parsed.trouble)
  return parsed.program.node
}

function output(source: string): FeelNode {
  const parsed = parseFeel(source)
  if (!parsed.ok) throw new Error(parsed.trouble)
  return parsed.program.node
}

interface Drawn {
  readonly hitPolicy?: HitPolicy
  readonly domains?: readonly (string | undefined)[]
  readonly order?: readonly unknown[]
  readonly hasDefault?: boolean
}

/** Rules as `['< 5', '"a"', '"result"']`: conditions, then one result. */
function table(rules: readonly (readonly string[])[], drawn: Drawn = {}): CheckedTable {
  const inputs = rules[0]!.length - 1
  return {
    hitPolicy: drawn.hitPolicy ?? 'UNIQUE',
    hasDefault: drawn.hasDefault ?? false,
    domains: Array.from({ length: inputs }, (_, input) => drawn.domains?.[input]).map((one) =>
      one === undefined ? undefined : cell(one),
    ),
    rules: rules.map((rule) => ({ cells: rule.slice(0, -1).map(cell), outputs: [output(rule.at(-1)!)] })),
    order: drawn.order ?? [],
  }
}

const words = (rules: readonly (readonly string[])[], drawn?: Drawn): string[] =>
  checkTable('T', table(rules, drawn), ['area', 'kind']).map(
    (problem) => `${problem.code.replace('decision-table-', '')}:${problem.words.split(':').slice(1).join(':')}`,
  )

describe('gaps', () => {
  test('between numbers, with the ends as they are', () => {
    expect(
      words([
        ['< 5', '1'],
        ['[10..20)', '2'],
        ['> 20', '3'],
      ]),
    ).toEqual(['gap: area [5..10) or 20'])
  })

  test('between days there is nothing', () => {
    expect(
      words([
        ['<= date("2026-01-31")', '1'],
        ['>= date("2026-02-01")', '2'],
      ]),
    ).toEqual([])
    expect(
      words([
        ['< @"2026-01-31"', '1'],
        ['> @"2026-01-31"', '2'],
      ]),
    ).toEqual(['gap: area 2026-01-31'])
  })

  test('of values that nobody mentions, unless the input values say that there are no others', () => {
    const rules = [
      ['"a"', '1'],
      ['"b"', '2'],
    ]
    expect(words(rules)).toEqual(['gap: area any other'])
    expect(words(rules, { domains: ['"a", "b", "c"'] })).toEqual(['gap: area "c"'])
    expect(words(rules, { domains: ['"a", "b"'] })).toEqual([])
    expect(
      words([
        ['not("a")', '1'],
        ['"a"', '2'],
      ]),
    ).toEqual([])
  })

  test('of truth values', () => {
    expect(words([['true', '1']])).toEqual(['gap: area false'])
    expect(
      words([
        ['true', '1'],
        ['false', '2'],
      ]),
    ).toEqual([])
  })

  test('a default result fills them; a list may be empty', () => {
    expect(words([['< 5', '1']], { hasDefault: true })).toEqual([])
    expect(words([['< 5', '1']], { hitPolicy: 'COLLECT' })).toEqual([])
  })
})

describe('rules that meet', () => {
  test('overlap in a unique table', () => {
    expect(
      words([
        ['< 10', '"a"', '1'],
        ['>= 5', '-', '2'],
        ['< 5', 'not("a")', '3'],
      ]),
    ).toEqual(['overlap: 1, 2: area [5..10), kind "a"'])
  })

  test('conflict where any of them may count, only if their results differ', () => {
    const rules = (second: string) => [
      ['< 10', '1'],
      ['>= 5', second],
    ]
    expect(words(rules('2'), { hitPolicy: 'ANY' })).toEqual(['conflict: 1, 2: area [5..10)'])
    expect(words(rules('1'), { hitPolicy: 'ANY' })).toEqual([])
  })
})

describe('rules that never count', () => {
  test('behind others in a table of the first', () => {
    const rules = [
      ['< 10', '1'],
      ['>= 5', '2'],
      ['[7..8]', '3'],
      ['-', '4'],
    ]
    expect(words(rules, { hitPolicy: 'FIRST' })).toEqual(['masked: 3 (1, 2)', 'masked: 4 (1, 2, 3)'])
  })

  test('under more important results', () => {
    const drawn: Drawn = { hitPolicy: 'PRIORITY', order: ['high', 'low'] }
    expect(
      words(
        [
          ['< 5', '"low"'],
          ['-', '"high"'],
        ],
        drawn,
      ),
    ).toEqual(['masked: 1 (2)'])
    expect(
      words(
        [
          ['< 5', '"high"'],
          ['-', '"low"'],
        ],
        drawn,
      ),
    ).toEqual([])
  })

  test('that no value fulfils', () => {
    expect(
      words([
        ['(5..5)', '1'],
        ['-', '2'],
      ]),
    ).toEqual(['never: 1'])
    expect(
      words(
        [
          ['"x"', '1'],
          ['"a"', '2'],
        ],
        { domains: ['"a"'] },
      ),
    ).toEqual(['never: 1'])
  })
})

test('what must be evaluated is named as undecided, and nothing uncertain is claimed', () => {
  expect(
    words([
      ['< limit', '1'],
      ['>= 5', '2'],
    ]),
  ).toEqual(['undecided: 1'])
  expect(
    words(
      [
        ['? * 2 > 4', '1'],
        ['-', '2'],
      ],
      { hitPolicy: 'FIRST' },
    ),
  ).toEqual(['undecided: 1'])
  expect(
    words([
      ['< limit', '"a"', '1'],
      ['>= 5', '"a"', '2'],
    ]),
  ).toEqual(['undecided: 1', 'gap: area < 5, kind any other', 'gap: area >= 5, kind any other'])
})

const bound = fc.integer({ min: 0, max: 6 })
const numeric = fc.oneof(
  fc.constant('-'),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), bound).map(([operator, n]) => `${operator} ${n}`),
  fc
    .tuple(fc.constantFrom('[', '('), bound, bound, fc.constantFrom(']', ')'))
    .map(([open, a, b, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`),
  fc.tuple(bound, bound).map(([a, b]) => `${a}, ${b}`),
  bound.map((n) => `not(${n})`),
)
const textual = fc.constantFrom('-', '"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "b")')
const rule = fc.tuple(numeric, textual, fc.constantFrom('1', '2')).map((cells) => [...cells])

/** Every value that can make a difference: the bounds, and a value between each two of them. */
const numbers = Array.from({ length: 17 }, (_, index) => (index - 1) / 2)
const texts = ['a', 'b', 'c']

/** By evaluation: the rules that fire for a value. */
function holds(source: string, value: number | string): boolean {
  if (source === '-') return true
  const negated = source.startsWith('not(')
  const inner = negated ? source.slice(4, -1) : source
  const any = inner.split(', ').some((one) => {
    if (typeof value === 'string') return one === `"${value}"`
    const range = /^([[(])(\d)\.\.(\d)([\])])$/.exec(one)
    if (range) {
      const [low, high] = [Number(range[2]), Number(range[3])]
      return (range[1] === '[' ? value >= low : value > low) && (range[4] === ']' ? value <= high : value < high)
    }
    const [, operator, n] = /^(<=|>=|<|>)? ?(\d)$/.exec(one)!
    const against = Number(n)
    if (operator === '<') return value < against
    if (operator === '<=') return value <= against
    if (operator === '>') return value > against
    return operator === '>=' ? value >= against : value === against
  })
  return any !== negated
}

const firing = (rules: readonly (readonly string[])[]): number[][] =>
  numbers.flatMap((n) =>
    texts.map((text) => rules.flatMap(([a, b], index) => (holds(a!, n) && holds(b!, text) ? [index] : []))),
  )

test('gaps, overlaps and masked rules are those that trying all values finds', () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 5 }), (rules) => {
      const tried = firing(rules)
      const unique = findingsOf(table(rules)).findings
      expect(unique.some(({ kind }) => kind === 'gap')).toBe(tried.some((fired) => fired.length === 0))
      const pairs = new Set(
        tried.flatMap((fired) =>
          fired.flatMap((second) => fired.filter((first) => first < second).map((first) => `${first},${second}`)),
        ),
      )
      const told = unique.flatMap((finding) => (finding.kind === 'overlap' ? [finding.rules.join(',')] : []))
      expect(new Set(told)).toEqual(pairs)
      const first = findingsOf(table(rules, { hitPolicy: 'FIRST' })).findings
      const useless = rules.flatMap((_, index) => (tried.some((fired) => fired[0] === index) ? [] : [index]))
      const named = first.flatMap((finding) =>
        finding.kind === 'masked' || finding.kind === 'never' ? finding.rules : [],
      )
      expect(named.toSorted()).toEqual(useless)
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500) },
  )
})
