import type { Database } from 'better-sqlite3'
import type { CaseRow, TaskRow } from '../port.ts'

const most = 2_000

/** What was read or written lately, as it stands in the committed file, so that a case at work is not read again. */
export class Recent {
  readonly cases = new Map<string, CaseRow>()
  readonly tasks = new Map<string, TaskRow>()
  readonly #database: Database
  #version = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Inside a transaction: forgets everything when another process has written to the file since. */
  begin(): void {
    const version = this.#database.pragma('data_version', { simple: true }) as number
    if (version !== this.#version) this.forget()
    this.#version = version
  }

  keep(cases: ReadonlyMap<string, CaseRow>, tasks: ReadonlyMap<string, TaskRow>): void {
    for (const [id, row] of cases) put(this.cases, id, row)
    for (const [id, row] of tasks) put(this.tasks, id, row)
  }

  forget(): void {
    this.cases.clear()
    this.tasks.clear()
  }
}

/** The one that was put longest ago makes room. */
function put<T>(map: Map<string, T>, id: string, row: T): void {
  map.delete(id)
  if (map.size >= most) map.delete(map.keys().next().value!)
  map.set(id, row)
}
