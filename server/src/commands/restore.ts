import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { damageOf } from '@lianban/engine/store/sqlite'
import { complain, fromCaller, settings } from '../archive/settings.ts'
import { fileOf } from '../store.ts'

/** `npx lianban restore FILE`: puts a backup into an empty DATA_DIR; a database that is there is never overwritten. */
export async function run([source]: readonly string[]): Promise<number> {
  if (source === undefined) return complain('Expected a backup to read: npx lianban restore FILE', 2)
  const { dataDir, databaseUrl } = settings()
  if (databaseUrl !== undefined) return complain('The database is a PostgreSQL: restore it with pg_restore')
  const file = fromCaller(source)
  if (!existsSync(file)) return complain(`There is no file ${source}`)
  if (existsSync(fileOf(dataDir)))
    return complain(`${dataDir} holds a database already: stop its server and move it away, or name another DATA_DIR`)
  const damage = damageOf(file)
  if (damage.length > 0) return complain(`The backup is damaged and was left alone: ${damage.join('; ')}`)
  mkdirSync(dataDir, { recursive: true })
  copyFileSync(file, fileOf(dataDir))
  process.stdout.write(`${dataDir} holds what was backed up: start the server, or look at it with npx lianban verify\n`)
  return 0
}
