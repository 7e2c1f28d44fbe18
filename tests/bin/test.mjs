/**
 * `npm test`: every check in order, from quick to slow, up to the first that fails. The last line is `N passed, N failed`:
 * tests of vitest and Playwright, and a failing stage without tests of its own as one.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BootstrapError, buildDesigner, checkout, ensureBrowser, installPackages } from '../../server/bin/bootstrap.mjs'
import { countPlaywright, countVitest, noTests } from './count.mjs'

const reports = mkdtempSync(join(tmpdir(), 'lianban-test-'))
const vitestReport = join(reports, 'vitest.json')
const playwrightReport = join(reports, 'playwright.json')
const vueTsc = 'designer/node_modules/vue-tsc/bin/vue-tsc.js'
const env = { ...process.env }

/** A program of the checkout's own packages, run by this Node. */
function program(path, ...args) {
  const { status } = spawnSync(process.execPath, [join(checkout, path), ...args], {
    cwd: checkout,
    stdio: 'inherit',
    env,
  })
  return status === 0
}

const stages = [
  ['format', () => plain(program('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'))],
  [
    'lint',
    () => plain(program('node_modules/oxlint/bin/oxlint', '--report-unused-disable-directives', '--deny-warnings')),
  ],
  // vue-tsc is tsc that can read .vue files; the web app adds the types of its components.
  ['types', () => plain(program(vueTsc, '-p', '.', '--noEmit'))],
  ['types (app)', () => plain(program(vueTsc, '-p', 'designer', '--noEmit'))],
  ['tests', runVitest],
  ['browser tests', runPlaywright],
]

function plain(ok) {
  return { ...noTests, ok }
}

function runVitest() {
  const ok = program(
    'tests/node_modules/vitest/vitest.mjs',
    'run',
    '--config=tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${vitestReport}`,
  )
  return settled(ok, countVitest(vitestReport))
}

function runPlaywright() {
  env['PLAYWRIGHT_JSON_OUTPUT_NAME'] = playwrightReport
  const ok = program(
    'tests/node_modules/@playwright/test/cli.js',
    'test',
    '--config=tests/playwright.config.ts',
    '--reporter=list,json',
  )
  return settled(ok, countPlaywright(playwrightReport))
}

function settled(ok, counts) {
  for (const title of counts.unexplained) {
    process.stdout.write(`Skipped without a reason; say it in the title as "(skipped: reason)": ${title}\n`)
  }
  return { ...counts, ok: ok && counts.failed === 0 }
}

function prepare() {
  installPackages()
  buildDesigner()
  env['CHROMIUM'] = ensureBrowser()
  return plain(true)
}

const table = []
for (const [name, stage] of [['preparation', prepare], ...stages]) {
  const begin = performance.now()
  const result = attempt(stage)
  table.push({ name, ...result, seconds: (performance.now() - begin) / 1000 })
  if (result.ok) continue
  process.stdout.write(`\n✗ ${name} failed; the stages after it were not run\n`)
  break
}
rmSync(reports, { recursive: true, force: true })

function attempt(stage) {
  try {
    return stage()
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error
    process.stdout.write(`${error.message}\n`)
    return plain(false)
  }
}

const total = (of) => table.reduce((sum, row) => sum + of(row), 0)
const words = ({ ok, passed, failed, skipped }) =>
  passed + failed + skipped === 0
    ? ok
      ? 'ok'
      : 'failed'
    : [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean).join(', ')

process.stdout.write('\n')
for (const row of table) {
  const mark = row.ok ? '✓' : '✗'
  process.stdout.write(
    `${mark} ${row.name.padEnd(14)} ${words(row).padEnd(28)} ${row.seconds.toFixed(1).padStart(6)} s\n`,
  )
}
const failed = total((row) => row.failed || (row.ok ? 0 : 1))
process.stdout.write(`\n${total((row) => row.passed)} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
