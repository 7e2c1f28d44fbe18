import type { ModdleElement } from '../../modeler/services.ts'
import { isDataAssociation } from './dataFlow.ts'
import { definitionKinds, namedBy, usersOf } from './definitions.ts'
import { contained } from './references.ts'

/** Whose data a data association is; anything else is its own. */
export const ownerOf = (element: ModdleElement): ModdleElement =>
  isDataAssociation(element) && element.$parent ? element.$parent : element

/** What a problem may name that is shown with this element: itself, its definitions, or the activity whose data it is. */
export const subjectsOf = (element: ModdleElement): readonly (string | undefined)[] =>
  [element, ownerOf(element), ...namedBy(element)].map(({ id }) => id)

/** The definition of this id, which has no shape of its own. */
export function definitionOf(definitions: ModdleElement, id: string): ModdleElement | undefined {
  const types: readonly string[] = Object.values(definitionKinds).map(({ type }) => type)
  return [...contained(definitions)].find((each) => each.id === id && types.includes(each.$type))
}

/** The element of the canvas at which something is mended that has no shape: the first that uses it. */
export const shownAt = (definition: ModdleElement): string | undefined => usersOf(definition)[0]?.id
