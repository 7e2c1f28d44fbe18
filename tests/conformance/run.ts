/** `npm run conformance -- DIR… [--json FILE]`: plays every case, every drawing for interchange and every DMN test file below the folders; see README.md beside this file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findCases, type FoundRuns } from './find.ts'
import { playInterchange } from './interchange.ts'
import { playCase, type Played } from './play.ts'
import { playTestCases } from './tck/playTestCases.ts'
import { asData, failureLines, rowsOf, tableLines, type CaseResult } from './report.ts'

const here = dirname(fileURLToPath(import.meta.url))
const known = JSON.parse(readFileSync(join(here, 'known.json'), 'utf8')) as Record<string, string>
// npm runs scripts in the root of the checkout, and tells here where it was called.
const from = process.env['INIT_CWD'] ?? process.cwd()
const say = (line: string): unknown => process.stdout.write(`${line}\n`)

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const folders = positionals.length > 0 ? positionals.map((folder) => resolve(from, folder)) : [here]
const missing = folders.filter((folder) => !existsSync(folder))
if (missing.length > 0) {
  say(`Expected a folder with cases, but there is no ${missing.join(', ')}`)
  process.exit(2)
}

const found = folders.map(findCases)
const results: CaseResult[] = []
/** A case is known by the end of its path, wherever the run begins. */
const reasonOf = (id: string): string | undefined =>
  Object.entries(known).find(([end]) => id === end || id.endsWith(`/${end}`))?.[1]

function note(one: FoundRuns, played: readonly Played[]): void {
  const reason = reasonOf(one.id)
  const result = { found: one, played, ...(reason === undefined ? {} : { known: reason }) }
  results.push(result)
  for (const line of failureLines(result)) say(line)
}
for (const one of found.flatMap(({ cases }) => cases)) note(one, await playCase(one))
for (const one of found.flatMap(({ drawings }) => drawings)) note(one, await playInterchange(one))
for (const one of found.flatMap(({ testCases }) => testCases)) note(one, await playTestCases(one))

const rows = rowsOf(results)
say('')
for (const line of tableLines(rows)) say(line)
say('')
for (const { found: one, played } of results.filter((result) => result.known !== undefined)) {
  if (played.every(({ differences }) => differences.length === 0))
    say(`${one.id} passes now: take it out of known.json`)
}
if (values.json !== undefined)
  writeFileSync(resolve(from, values.json), `${JSON.stringify(asData(results), null, 2)}\n`)

const total = (of: 'passed' | 'failed'): number => rows.reduce((sum, row) => sum + row[of], 0)
// An empty folder is a mistake in the command, not a success.
const nothing = results.length === 0 ? 1 : 0
if (nothing) say('No case.json, no DMN test file and no drawing below a folder named interchange was found')
say(`${total('passed')} passed, ${total('failed') + nothing} failed`)
process.exitCode = total('failed') + nothing > 0 ? 1 : 0
