import { list, text } from '../../model/moddle.ts'
import { listOf } from '../types/type.ts'
import type { CompileBoxed } from './boxed.ts'

/** A relation (DMN 1.5, 10.2.1.6): a list of contexts that have the same entries. */
export const relation: CompileBoxed = (expression, place) => {
  const columns = list(expression, 'column').map((column) => column.name ?? '')
  const types = list(expression, 'column').map((column) => place.typeOf(column, text(column, 'typeRef')))
  const rows = list(expression, 'row').map((row) => list(row, 'elements').map((cell) => place.compile(cell).logic))
  return {
    logic(lookup, run) {
      run.feel.makeItems(rows.length * (1 + columns.length))
      return rows.map((row) =>
        Object.fromEntries(columns.map((name, index) => [name, row[index]?.(lookup, run) ?? null])),
      )
    },
    type: listOf({ kind: 'context', entries: new Map(columns.map((name, index) => [name, types[index]!])) }),
  }
}
