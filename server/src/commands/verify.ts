import { existsSync } from 'node:fs'
import { damageOf } from '@lianban/engine/store/sqlite'
import { allCases, flawOf } from '../archive/caseFile.ts'
import { complain, settings, withDatabase } from '../archive/settings.ts'
import { fileOf } from '../store.ts'

/** `npx lianban verify`: is the file whole, are all records as they were sealed, and do they add up to what the cases say? */
export async function run(): Promise<number> {
  const { dataDir, databaseUrl } = settings()
  if (databaseUrl === undefined) {
    if (!existsSync(fileOf(dataDir)))
      return complain(`There is no database in ${dataDir}: set DATA_DIR to the folder of the server`)
    for (const line of damageOf(fileOf(dataDir))) complain(`file: ${line}`)
  }
  return withDatabase(async ({ store }) => {
    let cases = 0
    let flaws = 0
    for await (const id of allCases(store)) {
      cases++
      const flaw = await flawOf(store, id)
      if (flaw === undefined) continue
      flaws++
      complain(flaw)
    }
    process.stdout.write(`${cases} cases, ${flaws} with a flaw\n`)
    return flaws === 0 ? 0 : 1
  })
}
