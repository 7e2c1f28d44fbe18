/** `npm run bench`: measures the engine; see docs/performance.md. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { BootstrapError, checkout, installPackages } from '../../server/bin/bootstrap.mjs'

try {
  installPackages()
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(checkout, 'tests/bench/run.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: checkout, env: { ...process.env, INIT_CWD: process.env['INIT_CWD'] ?? process.cwd() } },
)
process.exitCode = status ?? 1
