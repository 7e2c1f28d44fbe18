/** `npm run fuzz [-- RUNS]`: the property tests of FEEL with as many generated expressions as asked for, a million unless told. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { checkout } from '../../server/bin/bootstrap.mjs'
import { prepare } from './program.mjs'

prepare()
const tests = join(checkout, 'tests')
const vitest = join(dirname(createRequire(join(tests, 'package.json')).resolve('vitest/package.json')), 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', 'property/feel'], {
  stdio: 'inherit',
  cwd: tests,
  env: { ...process.env, PROPERTY_RUNS: process.argv[2] ?? '1000000' },
})
process.exitCode = status ?? 1
