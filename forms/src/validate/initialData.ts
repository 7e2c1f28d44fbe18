import { isList, placesOf, type Place } from '../schema/layout.ts'
import { isObject, putAt, valueAt, type JsonObject } from '../schema/path.ts'
import type { FormSchema } from '../schema/schema.ts'

/** What a form starts from: the variables under its keys, else its defaults. Other variables stay out. */
export const initialData = (schema: FormSchema, variables: JsonObject): JsonObject => start(placesOf(schema), variables)

function start(places: readonly Place[], variables: JsonObject): JsonObject {
  const data: JsonObject = {}
  for (const place of places) {
    const value = valueAt(variables, place.path) ?? defaultOf(place)
    if (value === undefined) continue
    putAt(data, place.path, isList(place) && Array.isArray(value) ? value.map((row) => rowOf(place.rows, row)) : value)
  }
  return data
}

const rowOf = (rows: readonly Place[], row: unknown): unknown => (isObject(row) ? start(rows, row) : row)

function defaultOf(place: Place): unknown {
  if (!isList(place)) return place.component.defaultValue
  const readonly = place.component.readonly !== undefined && place.component.readonly !== false
  return readonly ? [] : Array.from({ length: place.component.defaultRepetitions ?? 1 }, () => ({}))
}
