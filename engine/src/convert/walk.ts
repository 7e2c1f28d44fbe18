import type { ModdleElement } from '../model/moddle.ts'

interface Described extends ModdleElement {
  readonly $descriptor: { readonly properties?: readonly Property[] }
}

interface Property {
  readonly name: string
  readonly isReference?: boolean
}

const isElement = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && '$type' in value && '$descriptor' in value

const described = (element: ModdleElement): readonly Property[] => (element as Described).$descriptor.properties ?? []

/** The element and everything inside it, in the order of the file; what stands in extension elements is left to its reader. */
export function* everything(element: ModdleElement): Generator<ModdleElement> {
  yield element
  for (const { name, isReference } of described(element)) {
    if (isReference || name.endsWith('extensionElements')) continue
    for (const value of [element.get(name)].flat()) if (isElement(value)) yield* everything(value)
  }
}

/** Puts other elements into every reference to these: flows, borders, lanes, associations, shapes. */
export function redirect(definitions: ModdleElement, successors: ReadonlyMap<unknown, ModdleElement>): void {
  if (successors.size === 0) return
  for (const element of everything(definitions)) {
    for (const { name, isReference } of described(element)) {
      if (!isReference) continue
      const value: unknown = element.get(name)
      const successor = successors.get(value)
      if (successor) (element as Settable).set(name, successor)
      else if (Array.isArray(value)) value.forEach((one, at) => (value[at] = successors.get(one) ?? one))
    }
  }
}

export type Settable = ModdleElement & {
  set(property: string, value: unknown): void
  $parent?: ModdleElement
  readonly $attrs: Record<string, unknown>
}
