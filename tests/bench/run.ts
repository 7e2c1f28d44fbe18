/** `npm run bench [-- SUITE…] [--json FILE] [--rounds N]`: what the engine does in a second, beside baselines of the same run. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkSuite } from './check.ts'
import { clocksSuite } from './clocks.ts'
import { decisionTableSuite } from './decisionTable.ts'
import { engineSuite } from './engine.ts'
import { feelConditions } from './feelConditions.ts'
import type { Row } from './measure.ts'
import { migrateSuite } from './migrate.ts'
import { runtimeSuite } from './runtime/index.ts'
import { serverSuite } from './server.ts'
import { wallSuite } from './wall.ts'

const suites: Readonly<Record<string, (rounds: number) => Promise<Row[]>>> = {
  engine: engineSuite,
  check: checkSuite,
  clocks: clocksSuite,
  wall: wallSuite,
  runtime: runtimeSuite,
  server: serverSuite,
  migrate: migrateSuite,
  feel: async (rounds) => [...(await feelConditions(rounds)), ...(await decisionTableSuite(rounds))],
}
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)
const wanted = positionals.length > 0 ? positionals : Object.keys(suites)
const rows: Row[] = []
for (const name of wanted) {
  const suite = suites[name]
  if (!suite) {
    process.stderr.write(`Expected a suite among ${Object.keys(suites).join(', ')}, but got ${name}\n`)
    process.exit(2)
  }
  rows.push(...(await suite(rounds)))
}

const cells = rows.map((row) => [
  row.suite,
  row.case,
  `${row.value.toLocaleString('en')} ${row.unit}`,
  row.baseline === null ? '' : `${row.ratio} × ${row.baseline} (${row.baselineValue!.toLocaleString('en')})`,
  row.met === null ? '' : `${row.met ? '✓' : '✗'}${row.baseline === 'at most' ? '' : ` target ${row.target} ×`}`,
])
const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)))
for (const line of cells)
  process.stdout.write(
    `${line
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()}\n`,
  )
if (values.json !== undefined) {
  writeFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), values.json), `${JSON.stringify(rows, null, 2)}\n`)
}
