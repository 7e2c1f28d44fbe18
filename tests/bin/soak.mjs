/** `npm run soak`: steady load, with memory and lag as it goes on; see docs/operations.md. */
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
const program = join(checkout, 'tests/bench/soak.ts')
const { status } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: checkout,
})
process.exitCode = status ?? 1
