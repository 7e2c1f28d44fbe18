/** `npm run vectors -- FILE`: plays test vectors of the legal clock; see tests/vectors/run.ts. */
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
const runner = join(checkout, 'tests/vectors/run.ts')
const { status } = spawnSync(process.execPath, ['--import', 'tsx', runner, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, INIT_CWD: process.env['INIT_CWD'] ?? process.cwd() },
  cwd: checkout,
})
process.exitCode = status ?? 1
