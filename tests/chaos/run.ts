/** `npm run chaos [-- --seed S] [--kills N] [--store sqlite|postgres] [--nodes N]`: kills the runtime at random and looks at what is left. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { testPostgres } from '../builders/postgres.ts'
import { bundleNode } from './bundle.ts'
import { cutConnections } from './cut.ts'
import { Simulation } from './simulator.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    kills: { type: 'string', default: '200' },
    store: { type: 'string', default: 'sqlite' },
    nodes: { type: 'string' },
  },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const kills = Number(values.kills)
const onPostgres = values.store === 'postgres'
const nodes = onPostgres ? Number(values.nodes ?? 3) : 1
if (!Number.isInteger(seed) || !Number.isInteger(kills) || !['sqlite', 'postgres'].includes(values.store)) {
  process.stderr.write('Expected --seed and --kills to be whole numbers, and --store to be sqlite or postgres\n')
  process.exit(2)
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
say(`seed ${seed}, ${kills} kills, ${nodes} ${nodes === 1 ? 'node' : 'nodes'} on ${values.store}`)

const folder = mkdtempSync(join(tmpdir(), 'lianban-chaos-'))
const bundle = await bundleNode()
const postgres = onPostgres ? await testPostgres() : undefined
const url = await postgres?.database()
const began = performance.now()
const report = await new Simulation({
  seed,
  kills,
  nodes,
  file: bundle.file,
  address: url === undefined ? { sqlite: join(folder, 'chaos.db') } : { postgres: url },
  ...(url === undefined ? {} : { cut: () => cutConnections(url) }),
  onKill: (killed, ledger) => {
    if (killed % 50 === 0)
      say(`${killed} kills, ${ledger.cases.size} cases, ${ledger.count('done')} commands acknowledged`)
  },
}).run()
bundle.remove()

const { problems, ...figures } = report
say(JSON.stringify(figures, null, 2))
say(`${((performance.now() - began) / 1000).toFixed(0)} s`)
for (const problem of problems.slice(0, 50)) say(`✗ ${problem}`)
say(
  problems.length === 0 ? '✓ nothing lost, nothing twice' : `✗ ${problems.length} problems; again with --seed ${seed}`,
)
await postgres?.stop()
if (problems.length === 0) rmSync(folder, { recursive: true })
else if (!onPostgres) say(`The database is kept in ${folder}`)
process.exitCode = problems.length === 0 ? 0 : 1
