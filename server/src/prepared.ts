import type { Compilable, CompiledQuery } from 'kysely'
import type { ServerDb } from './tables.ts'

type Cells = Readonly<Record<string, unknown>>

/** Stands for a value while a statement is built. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A query that needs no more than its values. */
export interface Prepared<T = unknown> extends Compilable {
  compile(): CompiledQuery<T>
}

/**
 * A statement of every step, built once for each kind of database: building it costs many times what running it does. `build` gets
 * a row in which each value is a stand-in, so it may put values anywhere, but not look at them; all rows have the same columns.
 */
export function prepared<Row extends object, T>(
  build: (db: ServerDb, row: Row) => { compile(): CompiledQuery<T> },
): (db: ServerDb, row: Row) => Prepared<T> {
  const built = new WeakMap<object, CompiledQuery<T>>()
  const builtFor = (db: ServerDb, row: Row): CompiledQuery<T> => {
    const { constructor: database } = db.getExecutor().adapter
    const known = built.get(database)
    if (known) return known
    const slots = Object.fromEntries(Object.keys(row).map((name) => [name, new Slot(name)]))
    const made = build(db, slots as Row).compile()
    built.set(database, made)
    return made
  }
  return (db, row) => ({
    compile() {
      const { sql, query, queryId, parameters } = builtFor(db, row)
      const values = parameters.map((each) => (each instanceof Slot ? (row as Cells)[each.name] : each))
      return { sql, query, queryId, parameters: values }
    },
  })
}
