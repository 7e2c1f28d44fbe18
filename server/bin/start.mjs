/** `npm start`: brings the checkout up to date and runs the server in this process, so that signals reach it directly. */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { BootstrapError, buildDesigner, checkout, installPackages } from './bootstrap.mjs'

try {
  installPackages()
  buildDesigner()
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const { register } = await import('tsx/esm/api')
register()
await import(pathToFileURL(join(checkout, 'server/src/main.ts')).href)
