import type { Ledger } from '../ledger.ts'
import type { StoreAddress } from '../protocol.ts'
import { checkRecord, checkWaiting } from './case.ts'
import { inSnapshot, type Row } from './database.ts'
import { readCounts, readTables, type Tables } from './tables.ts'

export interface Checked {
  readonly problems: readonly string[]
  readonly cases: number
  readonly events: number
}

/**
 * Reads the database as a stranger would and compares it with the ledger: every acknowledged command is there once, nothing is
 * there that nobody asked for or that was refused, what waits is neither lost nor double, and the seals hold.
 *
 * @param only the cases that may have changed since the last look; without it all of them
 * @param heard resolves when everything has been heard that nodes at work had sent until then
 */
export function checkDatabase(
  address: StoreAddress,
  ledger: Ledger,
  only?: ReadonlySet<string>,
  heard: () => Promise<unknown> = async () => {},
): Promise<Checked> {
  return inSnapshot(address, async (snapshot) => {
    const problems: string[] = []
    const early = new Set(ledger.letters.keys())
    const tables = await readTables(snapshot, only && [...only])
    const counts = await readCounts(snapshot, only && [...only])
    // A letter may have left the outbox and be on its way here.
    await heard()
    const records = new Map<string, string[]>()
    let events = 0
    for (const row of tables.cases) {
      const id = String(row['id'])
      const report = (words: string): void => void problems.push(`case ${id}: ${words}`)
      const steps = tables.steps.get(id) ?? []
      const recorded = checkRecord(row, steps, report)
      checkWaiting(row, tables, recorded, report)
      const counted = counts.get(id) ?? 0
      // What stands for a published process is no case of the application.
      if (row['status'] !== 'standing' && counted !== steps.length)
        report(`the application has counted ${counted} steps of ${steps.length}`)
      records.set(
        id,
        steps.map((step) => String(step['events'])),
      )
      events += recorded.length
      if (!ledger.cases.has(id.split('/')[0]!) && !calledBy(row)) report('nobody has asked for it')
    }
    checkCommands(ledger, tables, records, problems, only)
    checkMessages(ledger, tables, problems)
    if (!only) checkCalls(tables, problems)
    if (!only) checkLetters(ledger, early, tables, problems)
    return { problems, cases: tables.cases.length, events }
  })
}

const calledBy = (row: Row): string | undefined => (row['parent'] === null ? undefined : String(row['parent']))

function checkCommands(
  ledger: Ledger,
  tables: Tables,
  records: ReadonlyMap<string, readonly string[]>,
  problems: string[],
  only: ReadonlySet<string> | undefined,
): void {
  const known = new Set<string>([...ledger.published.keys()].map((id) => `message:${id}`))
  for (const { marker, caseId, request, state } of ledger.entries) {
    if (request !== null) known.add(request)
    if (only && !only.has(caseId)) continue
    const found = (records.get(caseId) ?? []).filter((step) => step.includes(`"${marker}"`)).length
    const kept = request === null ? undefined : tables.requests.has(request)
    const words = `command ${marker} of case ${caseId}`
    if (state === 'done' && found !== 1) problems.push(`${words} was acknowledged, but is there ${found} times`)
    if (state === 'done' && kept === false) problems.push(`${words} was acknowledged, but would be done again`)
    if (state === 'refused' && found !== 0) problems.push(`${words} was refused, but is there`)
    if (state === 'sent' && found > 1) problems.push(`${words} is there ${found} times`)
    if (state === 'sent' && kept !== undefined && kept !== (found === 1))
      problems.push(`${words} is there by half: ${found} times in the record, ${kept ? '' : 'not '}among the requests`)
  }
  for (const id of tables.requests.keys()) if (!known.has(id)) problems.push(`request ${id} was never sent`)
}

/** A message is taken once or lies waiting; it never does both. */
function checkMessages(ledger: Ledger, tables: Tables, problems: string[]): void {
  const waiting = new Map<string, number>()
  for (const row of tables.messages) {
    const key = String(row['correlation_key'])
    waiting.set(key, (waiting.get(key) ?? 0) + 1)
  }
  const taken = new Set<string>()
  for (const [id, steps] of tables.steps)
    if (steps.some((step) => String(step['events']).includes('"type":"triggered"'))) taken.add(id)
  for (const [id, { correlationKey, state }] of ledger.published) {
    const kept = waiting.get(correlationKey) ?? 0
    const done = tables.requests.has(`message:${id}`)
    if (state === 'done' && !done) problems.push(`message ${id} was acknowledged, but is not there`)
    if (kept > 1) problems.push(`message ${id} is kept ${kept} times`)
    if (kept > 0 && taken.has(correlationKey)) problems.push(`message ${id} was taken, but is still kept`)
    const isPartOfLook = tables.steps.has(correlationKey)
    if (done && isPartOfLook && kept === 0 && !taken.has(correlationKey)) problems.push(`message ${id} is lost`)
  }
}

/** Every called case exists, and its caller goes on exactly when it is over. */
function checkCalls(tables: Tables, problems: string[]): void {
  const status = new Map(tables.cases.map((row) => [String(row['id']), String(row['status'])]))
  for (const row of tables.cases) {
    const caller = calledBy(row)
    if (caller === undefined) continue
    if (!status.has(caller)) problems.push(`case ${row['id']} was called by ${caller}, which is not there`)
    if (row['status'] !== status.get(caller))
      problems.push(`case ${row['id']} is ${row['status']}, but its caller ${caller} is ${status.get(caller)}`)
  }
}

/** The letter of every case that is over lies in the outbox or has arrived. */
function checkLetters(ledger: Ledger, early: ReadonlySet<string>, tables: Tables, problems: string[]): void {
  const posted = new Set(tables.outbox.map((row) => String(row['id'])))
  for (const row of tables.cases) {
    const id = `done:${row['id']}`
    const due = row['status'] === 'completed'
    if (due && !posted.has(id) && !ledger.letters.has(id)) problems.push(`letter ${id} is lost`)
    if (!due && (posted.has(id) || early.has(id))) problems.push(`letter ${id} was written too early`)
  }
}
