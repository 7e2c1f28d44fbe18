import type { Attributes, ModdleElement } from '../../modeler/services.ts'

/** Makes a model element, e.g. `zeebe:FormDefinition`. */
export type Create = (type: string, attributes?: Attributes) => ModdleElement

const valuesOf = (holder: ModdleElement): readonly ModdleElement[] => {
  const extensions = holder.get('extensionElements') as ModdleElement | undefined
  return (extensions?.get('values') as ModdleElement[] | undefined) ?? []
}

export const extensionOf = (holder: ModdleElement | undefined, type: string): ModdleElement | undefined =>
  holder && valuesOf(holder).find((extension) => extension.$type === type)

/** Text of an attribute of an extension element; empty where there is none. */
export function extensionText(holder: ModdleElement | undefined, type: string, property: string): string {
  const value = extensionOf(holder, type)?.get(property)
  return value === undefined || value === null ? '' : String(value)
}

/**
 * The `extensionElements` that the holder gets when its extension of this type is replaced: a new element, so that setting
 * it is one change with a true undo. Null removes the extension; without any extension left the whole element goes.
 */
export function withExtension(
  create: Create,
  holder: ModdleElement,
  type: string,
  attributes: Attributes | null,
): ModdleElement | undefined {
  const before = valuesOf(holder)
  const replacement = attributes ? createDeep(create, type, attributes) : undefined
  const at = before.findIndex((extension) => extension.$type === type)
  const values = before.filter((extension) => extension.$type !== type)
  if (replacement) values.splice(at < 0 ? values.length : at, 0, replacement)
  if (!values.length) return undefined
  const extensionElements = create('bpmn:ExtensionElements', { values })
  extensionElements.$parent = holder
  for (const value of values) value.$parent = extensionElements
  return extensionElements
}

/** Makes an element and tells the children in its attributes whose children they are. */
export function createDeep(create: Create, type: string, attributes: Attributes): ModdleElement {
  const element = create(type, clean(attributes))
  for (const value of Object.values(attributes)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isElement(child)) child.$parent = element
  }
  return element
}

/** The attributes of an extension with some of them changed; null when nothing is left to say. */
export function patched(existing: ModdleElement | undefined, patch: Attributes): Attributes | null {
  const merged = { ...attributesOf(existing), ...patch }
  const said = Object.values(merged).some((value) => (Array.isArray(value) ? value.length > 0 : !isBlank(value)))
  return said ? merged : null
}

function attributesOf(element: ModdleElement | undefined): Attributes {
  const properties = element?.$descriptor?.properties ?? []
  const said = properties.map(({ name, default: given }) => {
    const value = element?.get(name)
    return [localName(name), value === given ? undefined : value]
  })
  return clean(Object.fromEntries(said))
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
const isBlank = (value: unknown): boolean => value === undefined || value === null || value === ''
const clean = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => !isBlank(value)))
const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value
