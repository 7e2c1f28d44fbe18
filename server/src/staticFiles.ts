import { readFile } from 'node:fs/promises'
import { extname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'

const root = resolve(fileURLToPath(new URL('../../designer/dist', import.meta.url)))

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** The built web app: files by their path, and the page itself for every route of the app. */
export async function webApp(c: Context): Promise<Response> {
  const path = normalize(decodeURIComponent(c.req.path)).replace(/^(\.\.[/\\])+/, '')
  const wanted = resolve(join(root, path))
  const asked =
    wanted.startsWith(root) && extname(wanted) !== '' ? await readFile(wanted).catch(() => undefined) : undefined
  if (!asked && path.startsWith('/assets/')) return c.text('Not found', 404)
  const file = asked ? wanted : join(root, 'index.html')
  const content = asked ?? (await readFile(file).catch(() => undefined))
  if (!content) return c.text('The web app is not built: start with npm start', 404)
  // Built assets carry a hash of their content in their names.
  const cache = file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': cache },
  })
}
