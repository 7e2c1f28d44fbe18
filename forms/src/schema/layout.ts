import type { FieldComponent, FormComponent, FormSchema, ListComponent } from './schema.ts'
import { isField } from './schema.ts'
import { pathOf, type Path } from './path.ts'

/** A place for a value, relative to its record: the form's data, or one row of a list. */
export interface ValuePlace {
  readonly component: FieldComponent
  readonly path: Path
  /** Its own hide condition and those of the groups around it, as far as they lie in the same record. */
  readonly hide: readonly string[]
}

export interface ListPlace {
  readonly component: ListComponent
  readonly path: Path
  readonly hide: readonly string[]
  readonly rows: readonly Place[]
}

export type Place = ValuePlace | ListPlace

export const isList = (place: Place): place is ListPlace => 'rows' in place

/** The form as places for values, in reading order; a component whose key cannot be used has none. */
export const placesOf = (schema: FormSchema): Place[] => collect(schema.components, [], [])

function collect(components: readonly FormComponent[], prefix: Path, outer: readonly string[]): Place[] {
  return components.flatMap((component): Place[] => {
    const hide = component.conditional?.hide ? [...outer, component.conditional.hide] : outer
    if (component.type === 'group') {
      const inner = component.path ? pathOf(component.path) : []
      return inner ? collect(component.components, [...prefix, ...inner], hide) : []
    }
    if (component.type === 'dynamiclist') {
      const path = pathOf(component.path)
      return path ? [{ component, path: [...prefix, ...path], hide, rows: collect(component.components, [], []) }] : []
    }
    if (!isField(component)) return []
    const path = pathOf(component.key)
    return path ? [{ component, path: [...prefix, ...path], hide }] : []
  })
}
