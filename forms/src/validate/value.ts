import type {
  ChecklistField,
  ChoiceField,
  DatetimeField,
  FieldComponent,
  NumberField,
  Validate,
} from '../schema/schema.ts'
import { patternTrouble } from '../schema/pattern.ts'
import type { FieldCode } from './messages.ts'

export interface Fault {
  code: FieldCode
  bound: number
}

/** Longest texts where the form sets no limit of its own: a guard, not a rule of the form. */
const longest = { textfield: 2000, textarea: 50_000 }

/** Patterns are only tried on texts up to this length: their cost may grow with a power of it. */
const longestForPattern = 300

const fault = (code: FieldCode, bound = 0): Fault => ({ code, bound })

/** Nothing, blanks only, an unticked box or an empty selection: what counts as missing where a value is required. */
export function isMissing(component: FieldComponent, value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (component.type === 'checkbox') return value === false
  return component.type === 'checklist' && Array.isArray(value) && value.length === 0
}

/** What is wrong with a value that is there; nothing is coerced. */
export function faultOf(component: FieldComponent, value: unknown): Fault | undefined {
  switch (component.type) {
    case 'textfield':
    case 'textarea':
      return textFault(value, component.validate ?? {}, longest[component.type])
    case 'number':
      return numberFault(component, value)
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : fault('type')
    case 'radio':
    case 'select':
      return isOption(component, value) ? undefined : fault('option')
    case 'checklist':
      return checklistFault(component, value)
    case 'datetime':
      return datetimeFault(component, value)
  }
}

function textFault(value: unknown, rules: Validate, guard: number): Fault | undefined {
  if (typeof value !== 'string') return fault('type')
  if (value.trim() === '') return undefined
  const most = rules.maxLength ?? guard
  // A character is at most two units, so the costly count is only made where it can matter.
  if (value.length > 2 * most || [...value].length > most) return fault('maxLength', most)
  if (rules.minLength !== undefined && [...value].length < rules.minLength) return fault('minLength', rules.minLength)
  if (!rules.pattern) return undefined
  if (value.length > longestForPattern) return fault('maxLength', longestForPattern)
  return patternTrouble(rules.pattern) === undefined && !new RegExp(rules.pattern).test(value)
    ? fault('pattern')
    : undefined
}

function numberFault(component: NumberField, value: unknown): Fault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault('type')
  const { min, max } = component.validate ?? {}
  if (min !== undefined && value < min) return fault('min', min)
  if (max !== undefined && value > max) return fault('max', max)
  const digits = component.decimalDigits
  return digits !== undefined && Number(value.toFixed(digits)) !== value ? fault('decimals', digits) : undefined
}

const isOption = (component: ChoiceField | ChecklistField, value: unknown): boolean =>
  component.values.some((option) => option.value === value)

function checklistFault(component: ChecklistField, value: unknown): Fault | undefined {
  if (!Array.isArray(value)) return fault('type')
  if (value.length > component.values.length || new Set(value).size < value.length) return fault('option')
  return value.every((item) => isOption(component, item)) ? undefined : fault('option')
}

const shapes = {
  date: /^(\d{4}-\d{2}-\d{2})$/,
  time: /^([01]\d|2[0-3]):[0-5]\d$/,
  datetime: /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d$/,
}

function datetimeFault(component: DatetimeField, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return fault('type')
  if (value.trim() === '') return undefined
  const subtype = component.subtype ?? 'date'
  const shape = value.length <= 16 ? shapes[subtype].exec(value) : null
  if (!shape) return fault('date')
  return subtype === 'time' || isDay(shape[1]!) ? undefined : fault('date')
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day
}
