import type { Kind } from './juel/index.ts'
import { kindOfField } from './parts/formFields.ts'
import type { Source, VendorElement } from './source.ts'

/** Kinds of variables that fields of forms fill in; one that two fields see differently is unknown. */
export function fieldKinds(sources: Iterable<Source>): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const { children } of sources) {
    for (const { attributes } of children.flatMap(fieldsIn)) {
      const given = (name: string): string | undefined => attributes.find((a) => a.name === name)?.value
      const variable = given('variable') ?? given('id')
      const kind = kindOfField(given('type') ?? 'string')
      if (variable === undefined) continue
      kinds.set(variable, kinds.has(variable) && kinds.get(variable) !== kind ? 'unknown' : kind)
    }
  }
  return kinds
}

const fieldsIn = (element: VendorElement): readonly VendorElement[] => {
  if (element.name === 'formProperty') return [element]
  return element.name === 'formData' ? element.children.filter(({ name }) => name === 'formField') : []
}
