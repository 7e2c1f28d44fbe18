// @ts-check
/**
 * The thread that writes: it holds the only connection that does, so that the next transaction is computed while this one
 * waits for the disk. Plain JavaScript, because Node starts a thread without the loader of its parent.
 *
 * Questions are answered in their order (writer.ts has their shape). A transaction begins with its first question that
 * touches the database and ends with `commit` or `rollback`. Each carries the epoch in which it was computed. When one fails to be
 * committed, or somebody outside has written to the file, all of that epoch may be built on what is not so: they are refused.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

/** @type {{ file: string, writes: Record<string, string> }} */
const { file, writes } = workerData
const database = new Database(file)
database.pragma('synchronous = FULL')
const begin = database.prepare('BEGIN IMMEDIATE')
const commit = database.prepare('COMMIT')
const rollback = database.prepare('ROLLBACK')
const dataVersion = database.prepare('PRAGMA data_version').pluck()
const prepared = Object.fromEntries(Object.entries(writes).map(([name, text]) => [name, database.prepare(text)]))
/** @type {Map<string, import('better-sqlite3').Statement>} */
const asked = new Map()
const mostAsked = 500
let epoch = 0
let version = dataVersion.get()

/** Writes of other connections are seen by a number that SQLite changes for them. */
function ensureBegun() {
  if (database.inTransaction) return
  begin.run()
  const now = dataVersion.get()
  if (now === version) return
  version = now
  throw Object.assign(new Error('Somebody outside has written to the file'), { overtaken: true })
}

/** @param {import('../sql/batch.ts').Gathered[]} batch */
function write(batch) {
  for (const { rows, ...which } of batch) {
    const statement = 'text' in which ? statementOf(which.text) : prepared[which.write]
    for (const row of rows) statement.run(row)
  }
}

/** @param {string} text */
function statementOf(text) {
  let statement = asked.get(text)
  if (statement) return statement
  if (asked.size === mostAsked) asked.clear()
  statement = database.prepare(text)
  asked.set(text, statement)
  return statement
}

/** @param {{ text: string, parameters: unknown[] }} query */
function ask({ text, parameters }) {
  const statement = statementOf(text)
  if (statement.reader) return { rows: statement.all(parameters) }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { rows: [], changes: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

/** @param {object} told */
function tell(told) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(told)
}

/** @param {number} id @param {any} error */
function refuse(id, error) {
  const { message, code, overtaken = false } = error
  tell({ id, epoch, error: { message, code, overtaken } })
}

/** @param {number} id @param {number} computed @param {unknown} error */
function fail(id, computed, error) {
  if (database.inTransaction) rollback.run()
  epoch = computed + 1
  refuse(id, error)
}

/** @param {import('./writer.ts').Question} question */
function answer({ id, type, epoch: computed, batch = [], query }) {
  if (type === 'close') {
    database.close()
    tell({ id, epoch })
    parentPort?.close()
    return
  }
  if (computed < epoch) {
    refuse(id, { message: 'A transaction before this one has failed', overtaken: true })
    return
  }
  try {
    if (batch.length > 0 || query) ensureBegun()
    write(batch)
  } catch (error) {
    fail(id, computed, error)
    return
  }
  try {
    const answered = query && ask(query)
    if (type === 'commit' && database.inTransaction) commit.run()
    if (type === 'rollback' && database.inTransaction) rollback.run()
    tell({ id, epoch, answered })
  } catch (error) {
    // A question that is wrong harms nothing but itself, as long as the transaction stands.
    if (type === 'query' && database.inTransaction) refuse(id, error)
    else fail(id, computed, error)
  }
}

parentPort?.on('message', answer)
tell({ id: 0, epoch })
