/** Runs a TypeScript program of the tests in the prepared checkout, with the arguments of this command. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { BootstrapError, checkout, installPackages } from '../../server/bin/bootstrap.mjs'

/** Installs what is missing, or ends with words that say why it cannot. */
export function prepare() {
  try {
    installPackages()
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** @param {string} file below tests/ @param {string[]} flags of Node */
export function runProgram(file, ...flags) {
  prepare()
  const program = join(checkout, 'tests', file)
  const { status } = spawnSync(process.execPath, [...flags, '--import', 'tsx', program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: checkout,
    env: { ...process.env, INIT_CWD: process.env['INIT_CWD'] ?? process.cwd() },
  })
  process.exitCode = status ?? 1
}
