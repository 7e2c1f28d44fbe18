import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archive, archiveLetters } from '../archive/retention.ts'
import { complain, fromCaller, withDatabase } from '../archive/settings.ts'

const plain = (name: string): string => name.replace(/[^\p{L}\p{N}._-]|^\.+/gu, '_')

/**
 * `npx lianban archive FOLDER`: cases older than their process keeps them, and letters that were given up, become files there
 * and leave the database.
 */
export async function run([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) return complain('Expected a folder: npx lianban archive FOLDER', 2)
  // Durable before it is removed: a crash between the two leaves it in both places.
  const keep = (place: readonly string[], name: string, content: unknown): void => {
    const inside = join(fromCaller(folder), ...place.map(plain))
    mkdirSync(inside, { recursive: true })
    writeFileSync(join(inside, `${plain(name)}.json`), JSON.stringify(content), { flush: true })
  }
  return withDatabase(async (runtime, db) => {
    const cases = await archive(runtime, db, async (file) => keep([file.definition.process], file.caseNo, file))
    const letters = await archiveLetters(runtime, async (letter) => keep(['letters', letter.topic], letter.id, letter))
    process.stdout.write(`${cases} cases and ${letters} letters that were given up archived in ${folder}\n`)
    return 0
  })
}
