import { resolve } from 'node:path'
import { openRuntime, type Runtime } from '@lianban/engine/runtime'
import { databaseOf } from '../store.ts'
import { tablesOf, type ServerDb } from '../tables.ts'

/** The database that the environment names, as `npm start` reads it. */
export function settings(): { dataDir: string; databaseUrl: string | undefined } {
  const { DATA_DIR = './data', DATABASE_URL } = process.env
  return { dataDir: fromCaller(DATA_DIR), databaseUrl: DATABASE_URL || undefined }
}

/** A path as the caller of the command means it. */
export const fromCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)

/** Opens the database beside a server that may be running; nothing that is due is taken up. */
export async function withDatabase<T>(work: (runtime: Runtime, db: ServerDb) => Promise<T>): Promise<T> {
  const { store } = databaseOf(settings())
  const runtime = await openRuntime({ store, start: false })
  return work(runtime, tablesOf(store.sql)).finally(() => runtime.close())
}

/** Words for the person at the terminal; exit code 1, or 2 for a call that cannot be understood. */
export function complain(words: string, code: 1 | 2 = 1): number {
  process.stderr.write(`${words}\n`)
  return code
}
