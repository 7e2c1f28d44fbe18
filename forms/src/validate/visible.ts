import { placesOf } from '../schema/layout.ts'
import { isObject, type JsonObject } from '../schema/path.ts'
import type { FormComponent, FormSchema, ListComponent } from '../schema/schema.ts'
import { contextOf, holds, isReadonly, isRequired, rowContext } from './context.ts'
import { settle } from './settle.ts'

/** What expressions see at some place of the form. */
export type Scope = JsonObject

/** What a person at the form meets now. Conditions are asked of the values that count, as `validateForm` will ask them. */
export interface Sight {
  /** The values that count: without those of hidden fields. */
  data: JsonObject
  scope: Scope
  /** The scope of one row of a list; `row` is its values that count. */
  rowScope: (list: ListComponent, row: unknown, index: number, scope: Scope) => Scope
  isHidden: (component: FormComponent, scope: Scope) => boolean
  isReadonly: (component: FormComponent, scope: Scope) => boolean
  isRequired: (component: FormComponent, scope: Scope) => boolean
}

export function sightOf(schema: FormSchema, data: JsonObject, initial?: JsonObject): Sight {
  const places = placesOf(schema)
  const settled = settle(places, data, initial).data
  return {
    data: settled,
    scope: contextOf(places, settled),
    rowScope: (list, row, index, scope) =>
      rowContext(placesOf({ ...schema, components: list.components }), isObject(row) ? row : {}, scope, index),
    isHidden: (component, scope) => holds(component.conditional?.hide, scope),
    isReadonly: (component, scope) => isReadonly('readonly' in component ? component.readonly : undefined, scope),
    isRequired: (component, scope) => isRequired('validate' in component ? component.validate : undefined, scope),
  }
}

/** The components that are not hidden, groups without their hidden ones; the rows of lists are left as they are. */
export function visibleComponents(schema: FormSchema, data: JsonObject): FormComponent[] {
  const sight = sightOf(schema, data)
  const seen = (components: readonly FormComponent[]): FormComponent[] =>
    components
      .filter((component) => !sight.isHidden(component, sight.scope))
      .map((component) =>
        component.type === 'group' ? { ...component, components: seen(component.components) } : component,
      )
  return seen(schema.components)
}
