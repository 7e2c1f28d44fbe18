import { writeFileSync } from 'node:fs'
import { caseFile } from '../archive/caseFile.ts'
import { complain, fromCaller, withDatabase } from '../archive/settings.ts'

/** `npx lianban export CASE-NUMBER FILE`: one case with its record, version, documents and called cases, as one JSON file. */
export async function run([caseNo, target]: readonly string[]): Promise<number> {
  if (caseNo === undefined || target === undefined)
    return complain('Expected a case number and a file: npx lianban export CASE-NUMBER FILE', 2)
  return withDatabase(async ({ store }, db) => {
    const row = await store.caseByKey(caseNo)
    const file = row && (await caseFile(store, db, row.id))
    if (!file) return complain(`There is no case ${caseNo}`)
    writeFileSync(fromCaller(target), `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx' })
    process.stdout.write(`${target} holds ${file.steps.length} steps of case ${caseNo}\n`)
    return 0
  })
}
