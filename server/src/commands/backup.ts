import { existsSync } from 'node:fs'
import { copyDatabase, damageOf } from '@lianban/engine/store/sqlite'
import { complain, fromCaller, settings } from '../archive/settings.ts'
import { fileOf } from '../store.ts'

/** `npx lianban backup FILE`: a consistent copy of the database, while the server runs. */
export async function run([target]: readonly string[]): Promise<number> {
  if (target === undefined) return complain('Expected a file to write to: npx lianban backup FILE', 2)
  const { dataDir, databaseUrl } = settings()
  if (databaseUrl !== undefined)
    return complain('The database is a PostgreSQL: back it up with pg_dump, or with the archive of its log')
  const file = fromCaller(target)
  if (existsSync(file)) return complain(`Expected a new file, but ${target} exists: name another`)
  if (!existsSync(fileOf(dataDir)))
    return complain(`There is no database in ${dataDir}: set DATA_DIR to the folder of the server`)
  copyDatabase(fileOf(dataDir), file)
  const damage = damageOf(file)
  if (damage.length > 0) return complain(`The copy is damaged: ${damage.join('; ')}`)
  process.stdout.write(`${target} holds all that was committed when the copy began\n`)
  return 0
}
