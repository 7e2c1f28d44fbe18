import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion, GeneratedForm } from '../conversion.ts'
import type { Kind } from '../juel/index.ts'
import { asXml, take, takeAttribute, takeChildren, takeWhole, type VendorElement } from '../source.ts'
import { isVariableName } from '../value.ts'
import { constraints, type Rules } from './formRules.ts'

type Component = Record<string, unknown>

/** Types of fields: what shows them, and the kind of their values. */
const types: Readonly<Record<string, { readonly shown: Component; readonly kind: Kind }>> = {
  string: { shown: { type: 'textfield' }, kind: 'string' },
  long: { shown: { type: 'number', decimalDigits: 0 }, kind: 'whole' },
  integer: { shown: { type: 'number', decimalDigits: 0 }, kind: 'whole' },
  double: { shown: { type: 'number' }, kind: 'number' },
  boolean: { shown: { type: 'checkbox' }, kind: 'boolean' },
  date: { shown: { type: 'datetime', subtype: 'date' }, kind: 'unknown' },
  enum: { shown: { type: 'select' }, kind: 'string' },
}

/** The kind of the values that a field gives its variable. */
export const kindOfField = (type: string | undefined): Kind =>
  (type !== undefined && Object.hasOwn(types, type) ? types[type]?.kind : undefined) ?? 'unknown'

/** One form of all the fields; a field that cannot be shown is reported and left out. */
export function formFromFields(
  conversion: Conversion,
  element: ModdleElement,
  fields: readonly VendorElement[],
): GeneratedForm {
  const id = element.id ?? 'form'
  const components = fields
    .map((field) => component(conversion, element, field, id))
    .filter((made) => made !== undefined)
  return { type: 'default', id, components }
}

function component(
  conversion: Conversion,
  element: ModdleElement,
  field: VendorElement,
  form: string,
): Component | undefined {
  const source = asXml(field)
  const id = take(field, 'id') ?? ''
  const key = take(field, 'variable') ?? id
  const type = take(field, 'type') ?? 'string'
  const known = Object.hasOwn(types, type) ? types[type] : undefined
  if (!known || !isVariableName(key)) {
    takeWhole(field)
    conversion.unconverted(element, field.what, known ? 'field-name' : 'field-type', source, {
      detail: known ? key : type,
    })
    return undefined
  }
  const label = take(field, 'label') ?? take(field, 'name') ?? id
  const { readonly, validate } = rules(conversion, element, field)
  const shown: Component = {
    ...known.shown,
    key,
    label,
    ...(readonly ? { readonly } : {}),
    ...(type === 'enum' ? { values: options(field) } : {}),
    ...defaultValue(conversion, element, field, type),
    ...(Object.keys(validate).length > 0 ? { validate } : {}),
    ...kept(field),
  }
  const remarks = type === 'date' ? { remarks: ['form-date' as const] } : {}
  conversion.converted(element, field.what, 'form-field', source, { to: `${form}.form: ${key}`, ...remarks })
  return shown
}

function rules(conversion: Conversion, element: ModdleElement, field: VendorElement): Rules {
  const found = constraints(conversion, element, field)
  const required = take(field, 'required')
  const writable = take(field, 'writable')
  const readable = takeAttribute(field, 'readable')
  const expression = takeAttribute(field, 'expression')
  if (expression)
    conversion.unconverted(element, `${field.what}/@${expression.what}`, 'field-expression', expression.value)
  if (readable?.value === 'false')
    conversion.unconverted(element, `${field.what}/@${readable.what}`, 'field-hidden', readable.value)
  return {
    readonly: found.readonly || writable === 'false',
    validate: { ...found.validate, ...(required === 'true' ? { required: true } : {}) },
  }
}

const options = (field: VendorElement): Component[] =>
  takeChildren(field, 'value').map((value) => {
    const id = take(value, 'id') ?? ''
    return { value: id, label: take(value, 'name') ?? id }
  })

/** The text of the default as a value of the field's type. */
function defaultValue(
  conversion: Conversion,
  element: ModdleElement,
  field: VendorElement,
  type: string,
): { defaultValue?: unknown } {
  const attribute = takeAttribute(field, 'defaultValue') ?? takeAttribute(field, 'default')
  if (!attribute || attribute.value === '') return {}
  const { value, what } = attribute
  const constant = value.includes('${') || value.includes('#{') ? undefined : constantOf(value, type)
  if (constant !== undefined) return { defaultValue: constant }
  conversion.unconverted(element, `${field.what}/@${what}`, 'field-default', value)
  return {}
}

function constantOf(value: string, type: string): unknown {
  if (type === 'boolean') return /^(true|false)$/.test(value) ? value === 'true' : undefined
  if (type === 'long' || type === 'integer' || type === 'double')
    return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
  return value
}

/** Properties of a field stay properties of the component. */
function kept(field: VendorElement): { properties?: Record<string, string> } {
  const properties = takeChildren(field, 'properties').flatMap((holder) => takeChildren(holder, 'property'))
  if (properties.length === 0) return {}
  const entries = properties.map((property) => [
    take(property, 'id') ?? take(property, 'name') ?? '',
    take(property, 'value') ?? '',
  ])
  return { properties: Object.fromEntries(entries) as Record<string, string> }
}
