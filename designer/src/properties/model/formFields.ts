import type { FeelKind } from '@lianban/engine'
import { valuePaths, type FormComponent, type FormSchema, type OptionValue } from '@lianban/forms'

export interface FormFieldInfo {
  /** Path of the value among the variables of a case. */
  key: string
  label: string
  type: FormComponent['type']
  options: readonly { label: string; value: OptionValue }[]
}

/** The fields of a form that hold one value, groups opened; rows of a list are left to expressions. */
export function fieldsOf(schema: FormSchema): FormFieldInfo[] {
  return collect(schema.components, '')
}

function collect(components: readonly FormComponent[], prefix: string): FormFieldInfo[] {
  return components.flatMap((component) => {
    if (component.type === 'group') return collect(component.components, join(prefix, component.path ?? ''))
    if (!('key' in component)) return []
    const options = 'values' in component ? component.values : []
    return [
      { key: join(prefix, component.key), label: component.label ?? component.key, type: component.type, options },
    ]
  })
}

/** Fields of all forms of a process, each path once: what a condition can speak about. */
export function fieldsOfAll(forms: Readonly<Record<string, FormSchema>>): FormFieldInfo[] {
  const byKey = new Map<string, FormFieldInfo>()
  for (const form of Object.values(forms)) for (const field of fieldsOf(form)) byKey.set(field.key, field)
  return [...byKey.values()]
}

/** The paths of all values of each form, lists included: what it sets. */
export const formPaths = (forms: Readonly<Record<string, FormSchema>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(forms).map(([id, form]) => [id, valuePaths(form)]))

/** Kinds of the values of all forms, by path, as expressions have them. */
export function formKinds(forms: Readonly<Record<string, FormSchema>>): Record<string, FeelKind> {
  const found: Record<string, FeelKind> = {}
  for (const { key, type } of fieldsOfAll(forms)) {
    const kind = kinds[type]
    if (kind) found[key] = kind
  }
  return found
}

/** Days and times are texts until an expression reads them; a choice may be a text or a number. */
const kinds: Readonly<Partial<Record<FormComponent['type'], FeelKind>>> = {
  textfield: 'string',
  textarea: 'string',
  number: 'number',
  checkbox: 'boolean',
  checklist: 'list',
  datetime: 'string',
}

const join = (prefix: string, key: string): string => (prefix && key ? `${prefix}.${key}` : prefix || key)
