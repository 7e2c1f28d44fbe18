import { isList, type ListPlace, type Place } from '../schema/layout.ts'
import { isObject, putAt, valueAt, type JsonObject } from '../schema/path.ts'
import { contextOf, holds, isReadonly, rowContext } from './context.ts'

export const mostRows = 200

/** The values that count, and the paths (`materials[0].name`) of what is hidden, or held at its initial value, meanwhile. */
export interface Settled {
  data: JsonObject
  hidden: ReadonlySet<string>
  held: ReadonlySet<string>
}

/**
 * Drops the values of hidden places and of keys that the form does not have. Hiding one value may show or hide another, so
 * this goes round until nothing changes; where conditions chase each other for ever, what was hidden once stays dropped.
 * With `initial`, read-only places hold their initial value whatever `data` says; in rows only where rows cannot move.
 */
export function settle(places: readonly Place[], data: JsonObject, initial?: JsonObject): Settled {
  let now = pass(places, data, initial, undefined, new Set())
  const rounds = count(places) + 2
  for (let round = 0; ; round++) {
    const kept = round < rounds ? new Set<string>() : now.hidden
    const next = pass(places, data, initial, now.data, kept)
    if (same(next, now)) return { ...next, hidden: pass(places, data, initial, next.data, new Set()).hidden }
    now = next
    if (round > 2 * rounds + mostRows) return now
  }
}

const same = (a: Settled, b: Settled): boolean => equal(a.hidden, b.hidden) && equal(a.held, b.held)

const equal = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((x) => b.has(x))

const count = (places: readonly Place[]): number =>
  places.reduce((n, place) => n + 1 + (isList(place) ? count(place.rows) : 0), 0)

/** One round: conditions are asked of `seen`, the outcome of the round before; the first round hides nothing. */
function pass(
  places: readonly Place[],
  data: JsonObject,
  initial: JsonObject | undefined,
  seen: JsonObject | undefined,
  dropped: ReadonlySet<string>,
): Settled {
  const hidden = new Set<string>()
  const held = new Set<string>()

  function record(
    at: readonly Place[],
    raw: JsonObject,
    prefix: string,
    first: unknown,
    context?: JsonObject,
  ): JsonObject {
    const out: JsonObject = {}
    for (const place of at) {
      const path = prefix + place.path.join('.')
      if (dropped.has(path) || (context && place.hide.some((condition) => holds(condition, context)))) {
        hidden.add(path)
        continue
      }
      const fixed = first !== undefined && isReadonly(place.component.readonly, context)
      if (fixed) held.add(path)
      const value = valueAt(fixed ? first : raw, place.path)
      if (value === undefined) continue
      putAt(out, place.path, isList(place) && !fixed ? rows(place, value, path, first, context) : value)
    }
    return out
  }

  function rows(list: ListPlace, value: unknown, path: string, first: unknown, context?: JsonObject): unknown {
    if (!Array.isArray(value) || value.length > mostRows) return value
    const starts = list.component.allowAddRemove === false ? valueAt(first, list.path) : undefined
    return value.map((row: unknown, i) => {
      if (!isObject(row)) return row
      const start = Array.isArray(starts) ? (starts as unknown[])[i] : undefined
      return record(list.rows, row, `${path}[${i}].`, start, context && rowContext(list.rows, row, context, i))
    })
  }

  return { data: record(places, data, '', initial, seen && contextOf(places, seen)), hidden, held }
}
