/**
 * Makes a clean clone ready to run, with nothing but Node and npm given: packages, the web app's build, a browser. Built-in
 * modules only, because it runs before anything is installed. What is up to date is recognised by a stamp (a hash of what
 * it was made from, kept in node_modules) and costs a fraction of a second and no words.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

// Not in package.json: with a `packageManager` field pnpm 12 refuses a frozen lockfile.
const PNPM = 'pnpm@12.21.0'
const packages = ['engine', 'forms', 'designer', 'server', 'tests']
const manifests = ['package.json', ...packages.map((name) => `${name}/package.json`)]
const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A plain sentence for the person at the terminal; no stack trace helps here. */
export class BootstrapError extends Error {}

export function installPackages() {
  const sources = [...manifests, 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((file) => join(checkout, file))
  const installed = packages.every((name) => existsSync(join(checkout, name, 'node_modules')))
  once('packages', sources, installed, () => {
    ensureCompiler()
    say('Installing packages')
    run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], { env: installEnvironment() })
  })
}

export function buildDesigner() {
  const sources = ['designer', 'forms/src', 'engine/src', 'server/src/contract', 'pnpm-lock.yaml'].flatMap(filesUnder)
  once('designer', sources, existsSync(join(checkout, 'designer/dist/index.html')), () => {
    say('Building the web app')
    const vite = join(checkout, 'designer/node_modules/vite/bin/vite.js')
    run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: join(checkout, 'designer') })
  })
}

/** Path of a Chromium: the one named by CHROMIUM, an installed one, or on Debian one that is installed now. */
export function ensureBrowser() {
  const named = process.env['CHROMIUM']
  if (named && !existsSync(named)) throw new BootstrapError(`CHROMIUM names ${named}, but there is no such file`)
  const found = named ?? browsers.find((path) => existsSync(path))
  if (found) return found
  if (canUseApt()) {
    say('Installing Chromium')
    apt('chromium', 'fonts-noto-cjk')
    return browsers.find((path) => existsSync(path)) ?? noBrowser()
  }
  return noBrowser()
}

function noBrowser() {
  throw new BootstrapError(
    'No Chromium found: install Chromium or Chrome (on Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path',
  )
}

/** better-sqlite3 is compiled when no built add-on can be fetched for this platform. */
function ensureCompiler() {
  const missing = ['python3', 'make', 'g++'].filter((command) => !isOnPath(command))
  if (missing.length === 0) return
  if (canUseApt()) apt(...missing)
  else say(`If the installation fails, install ${missing.join(', ')} first: the SQLite add-on may have to be compiled`)
}

/**
 * node-gyp fetches Node's headers from the network unless told where they lie; most Node distributions bring them. With CI
 * set, pnpm asks no questions.
 */
function installEnvironment() {
  const prefix = resolve(dirname(process.execPath), '..')
  const own = process.env['npm_config_nodedir'] === undefined && hasHeadersOfThisNode(prefix)
  return { CI: 'true', ...process.env, ...(own ? { npm_config_nodedir: prefix } : {}) }
}

function hasHeadersOfThisNode(prefix) {
  const header = join(prefix, 'include/node/node_version.h')
  if (!existsSync(header)) return false
  const text = readFileSync(header, 'utf8')
  const version = ['MAJOR', 'MINOR', 'PATCH'].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1])
  return version.join('.') === process.versions.node
}

function once(name, sources, present, make) {
  const stamp = join(checkout, 'node_modules/.lianban', name)
  const before = hash(sources)
  if (present && existsSync(stamp) && readFileSync(stamp, 'utf8') === before) return
  make()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, before)
}

function hash(files) {
  const digest = createHash('sha256').update(process.version)
  for (const file of files) digest.update(`\0${relative(checkout, file)}\0`).update(readFileSync(file))
  return digest.digest('hex')
}

/** All files of a folder in a fixed order, without what is installed, built or only tested. */
function filesUnder(path) {
  const full = join(checkout, path)
  if (!statSync(full).isDirectory()) return [full]
  return readdirSync(full)
    .filter((name) => name !== 'node_modules' && name !== 'dist' && !name.endsWith('.test.ts'))
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)))
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: checkout, stdio: 'inherit', ...options })
  if (error) throw new BootstrapError(`${command} could not be started: ${error.message}`)
  if (status !== 0) throw new BootstrapError(`${command} ${args.join(' ')} ended with code ${status}`)
}

function apt(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env })
}

const canUseApt = () => process.getuid?.() === 0 && existsSync('/etc/debian_version') && isOnPath('apt-get')

function isOnPath(command) {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function say(words) {
  process.stdout.write(`${words} …\n`)
}
