import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowWords, type Row } from '@lianban/engine/convert'
import { checkout } from '../architecture/checkout.ts'
import { converted, models } from '../convert/model.ts'

const begin = '<!-- what becomes of what: written by tests/docs/conversion.test.ts -->'
const end = '<!-- end of what becomes of what -->'

/** The page with its table written anew, from what the models in tests/convert become. */
export async function conversionPage(): Promise<string> {
  const page = readFileSync(join(checkout, 'docs/conversion.md'), 'utf8')
  const [before, rest = ''] = page.split(begin)
  const after = rest.slice(rest.indexOf(end))
  return `${before}${begin}\n\n${await tables()}\n${after}`
}

const outcomes = {
  converted: '### Converted',
  dropped: '### Dropped: means nothing here',
  unconverted: '### Needs a person',
} as const

interface Line {
  readonly names: Set<string>
  readonly words: string
}

async function tables(): Promise<string> {
  const rows: Row[] = []
  for (const { xml } of models) rows.push(...(await converted(xml)).rows)
  return Object.entries(outcomes)
    .map(([outcome, heading]) => `${heading}\n\n${table(rows.filter((row) => row.outcome === outcome))}`)
    .join('\n')
}

/** One line for each way in which something is answered, with every name that is answered so. */
function table(rows: readonly Row[]): string {
  const lines = new Map<string, Line>()
  for (const row of rows) {
    const line = lines.get(row.code) ?? { names: new Set(), words: wordsOf(row) }
    line.names.add(row.what)
    lines.set(row.code, line)
  }
  const written = [...lines.values()].map(
    ({ names, words }) => `| ${[...names].toSorted().map(code).join(', ')} | ${words} |`,
  )
  return ['| in the model | here |', '| --- | --- |', ...written.toSorted(), ''].join('\n')
}

const code = (name: string): string => `\`${name}\``

function wordsOf(row: Row): string {
  const { words, todo } = rowWords({ ...row, from: '…', to: '…', detail: '…' }, 'en')
  return todo === undefined ? words : `${words} _${todo}._`
}
