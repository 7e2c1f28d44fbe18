import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archive } from '../archive/retention.ts'
import { complain, fromCaller, withDatabase } from '../archive/settings.ts'

/** `npx lianban archive FOLDER`: cases older than their process keeps them become files there and leave the database. */
export async function run([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) return complain('Expected a folder: npx lianban archive FOLDER', 2)
  return withDatabase(async (runtime, db) => {
    const removed = await archive(runtime, db, async (file) => {
      const place = join(fromCaller(folder), file.definition.process)
      mkdirSync(place, { recursive: true })
      const name = `${file.caseNo.replace(/[^\p{L}\p{N}._-]/gu, '_')}.json`
      // Durable before the case is removed: a crash between the two leaves it in both places.
      writeFileSync(join(place, name), JSON.stringify(file), { flush: true })
    })
    process.stdout.write(`${removed} cases archived in ${folder}\n`)
    return 0
  })
}
