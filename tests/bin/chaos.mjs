/** `npm run chaos`: kills the runtime and checks what is left; see docs/operations.md. */
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
const simulation = join(checkout, 'tests/chaos/run.ts')
const { status } = spawnSync(process.execPath, ['--import', 'tsx', simulation, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: checkout,
})
process.exitCode = status ?? 1
