#!/usr/bin/env node
/** `npx lianban COMMAND …`: one file a command in server/src/commands/, which exports `run(arguments)` -> exit code. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BootstrapError, checkout, installPackages } from './bootstrap.mjs'

const folder = join(checkout, 'server/src/commands')
const [name = '', ...rest] = process.argv.slice(2)
const file = join(folder, `${name}.ts`)
if (!/^[a-z]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(folder).flatMap((entry) => /^([a-z]+)\.ts$/.exec(entry)?.[1] ?? [])
  process.stderr.write(`Expected a command: npx lianban ${names.join(' | ')}\n`)
  process.exit(2)
}
try {
  installPackages()
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
const { run } = await import(pathToFileURL(file).href)
process.exitCode = await run(rest)
