import { isList, placesOf, type ListPlace, type Place } from '../schema/layout.ts'
import { isObject, valueAt, type JsonObject } from '../schema/path.ts'
import type { FormSchema } from '../schema/schema.ts'
import { labelOf, type Locale } from '../schema/words.ts'
import { contextOf, isRequired, rowContext } from './context.ts'
import { messageOf, missingWords } from './messages.ts'
import { mostRows, settle } from './settle.ts'
import { faultOf, isMissing, type Fault } from './value.ts'

export interface FieldProblem {
  /** `applicant.name`, `materials[0].code`; empty when the data as a whole cannot be used. */
  path: string
  code: string
  message: string
}

export type Validated = { ok: true; data: JsonObject } | { ok: false; fields: FieldProblem[] }

export interface ValidateOptions {
  locale?: Locale
  /**
   * What the form started from, as `initialData` gave it. Read-only fields are taken from here, whatever was sent, and are
   * not checked: the person at the form could not mend them.
   */
  initial?: JsonObject
}

/**
 * Checks filled-in data; the same in the browser and on the server. Accepted data holds exactly the visible fields of the
 * form, as they were sent. Never throws, whatever `data` is.
 */
export function validateForm(schema: FormSchema, data: unknown, options: ValidateOptions = {}): Validated {
  const locale = options.locale ?? 'zh-CN'
  const problems: FieldProblem[] = []
  const places = placesOf(schema)
  const settled = settle(places, isObject(data) ? data : {}, options.initial)
  if (!isObject(data)) {
    problems.push({ path: '', code: 'type', message: messageOf('type', schema.id, 0, locale) })
  } else {
    check(places, settled.data, '', contextOf(places, settled.data))
  }
  return problems.length > 0 ? { ok: false, fields: problems } : { ok: true, data: settled.data }

  function check(at: readonly Place[], record: JsonObject, prefix: string, context: JsonObject): void {
    for (const place of at) {
      const path = prefix + place.path.join('.')
      if (settled.hidden.has(path) || settled.held.has(path)) continue
      const value = valueAt(record, place.path)
      const required = isRequired(place.component.validate, context)
      const fault = isList(place) ? listFault(place, value, required) : valueFault(place, value, required)
      if (fault) {
        const words = fault.code === 'required' ? missingWords(place.component.type) : fault.code
        const message = messageOf(words, labelOf(place.component, locale), fault.bound, locale)
        problems.push({ path, code: fault.code, message })
      } else if (isList(place) && Array.isArray(value)) {
        value.forEach((row: JsonObject, i) =>
          check(place.rows, row, `${path}[${i}].`, rowContext(place.rows, row, context, i)),
        )
      }
    }
  }
}

function valueFault(place: Exclude<Place, ListPlace>, value: unknown, required: boolean): Fault | undefined {
  if (isMissing(place.component, value) && required) return { code: 'required', bound: 0 }
  return value === undefined || value === null ? undefined : faultOf(place.component, value)
}

function listFault(place: ListPlace, value: unknown, required: boolean): Fault | undefined {
  if (value === undefined || value === null) return required ? { code: 'required', bound: 0 } : undefined
  if (!Array.isArray(value)) return { code: 'type', bound: 0 }
  if (value.length === 0 && required) return { code: 'required', bound: 0 }
  const { minLength, maxLength } = place.component.validate ?? {}
  const most = Math.min(maxLength ?? mostRows, mostRows)
  if (value.length > most) return { code: 'rows', bound: most }
  if (minLength !== undefined && value.length < minLength) return { code: 'rows', bound: minLength }
  return value.every(isObject) ? undefined : { code: 'type', bound: 0 }
}
