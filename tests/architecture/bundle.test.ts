import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundleEngine } from './bundle.ts'
import { checkout } from './checkout.ts'

/** Kilobytes, compressed: what an embedding page pays at most. */
const budget = 150

test('the pure engine bundles for a browser: one file, nothing of Node, within its budget', async () => {
  const { code, imports, builtins } = await bundleEngine()
  const [raw, gzip] = [Buffer.byteLength(code), gzipSync(code).length].map((bytes) => Math.round(bytes / 1000))
  console.info(`The engine in a browser: ${raw} kB, ${gzip} kB compressed`)
  expect(builtins).toEqual([])
  expect(imports).toEqual([])
  expect(gzip).toBeLessThan(budget)
}, 60_000)

test('the conversion of other engines’ models bundles for a browser too', async () => {
  const { imports, builtins } = await bundleEngine(join(checkout, 'engine/src/convert/index.ts'))
  expect(builtins).toEqual([])
  expect(imports).toEqual([])
}, 60_000)

test('a part that needs Node would be noticed', async () => {
  const { builtins } = await bundleEngine(join(checkout, 'engine/src/store/sqlite/index.ts'))
  expect(builtins.length).toBeGreaterThan(0)
}, 60_000)
