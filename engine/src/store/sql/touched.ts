/** Tables that almost every transaction writes without a statement of its own. */
const inEveryBatch: ReadonlySet<string> = new Set([
  'cases',
  'steps',
  'tasks',
  'task_queue',
  'timers',
  'subscriptions',
  'jobs',
  'requests',
  'outbox',
])

export const isRead = (text: string): boolean => /^select\b/i.test(text)

/** Names of the tables that a transaction has written by statements; undefined names are those of a statement that did not tell. */
export class Touched {
  readonly #tables = new Set<string>()
  #any = false

  add(tables: ReadonlySet<string> | undefined): void {
    if (!tables) this.#any = true
    else for (const table of tables) this.#tables.add(table)
  }

  /** May one of these be other than before? */
  has(tables: ReadonlySet<string>): boolean {
    if (this.#any) return true
    for (const table of tables) if (this.#tables.has(table)) return true
    return false
  }
}

export function isInEveryBatch(tables: ReadonlySet<string>): boolean {
  for (const table of tables) if (inEveryBatch.has(table)) return true
  return false
}
