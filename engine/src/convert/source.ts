import type { ModdleElement } from '../model/moddle.ts'
import type { Settable } from './walk.ts'
import { vendorNameOf, type Vendor, type VendorName } from './vendors.ts'

/** As the reader gives what it has no descriptor for. */
interface Generic extends ModdleElement {
  readonly $children?: readonly Generic[]
  readonly $body?: string
}

/** An attribute of a vendor, read once: what nobody has taken is reported at the end. */
export interface VendorAttribute {
  /** `camunda:assignee`. */
  readonly what: string
  readonly name: string
  readonly value: string
  taken: boolean
}

/** An extension element of a vendor with its content. */
export interface VendorElement {
  readonly what: string
  readonly vendor: Vendor
  readonly name: string
  readonly attributes: readonly VendorAttribute[]
  readonly children: readonly VendorElement[]
  /** Text between its tags, trimmed. */
  readonly body: string
  taken: boolean
}

interface Attributed {
  readonly attributes: readonly VendorAttribute[]
}

/** Takes an attribute by its name, with or without the vendor's prefix. */
export function takeAttribute({ attributes }: Attributed, name: string): VendorAttribute | undefined {
  const found = attributes.find((attribute) => attribute.name === name && !attribute.taken)
  if (found) found.taken = true
  return found
}

/** The value of the attribute that it takes. */
export const take = (from: Attributed, name: string): string | undefined => takeAttribute(from, name)?.value

/** Takes the children of this name; what is inside them is still to be taken. */
export function takeChildren(
  { children }: { readonly children: readonly VendorElement[] },
  name: string,
): VendorElement[] {
  const found = children.filter((child) => child.name === name && !child.taken)
  for (const child of found) child.taken = true
  return found
}

/** Takes everything in it: it is kept or reported as one. */
export function takeWhole(element: VendorElement): void {
  element.taken = true
  for (const attribute of element.attributes) attribute.taken = true
  for (const child of element.children) takeWhole(child)
}

/** What the vendors say about one element of the standard. */
export interface Source {
  readonly attributes: readonly VendorAttribute[]
  readonly children: readonly VendorElement[]
}

/** Takes the vendors' attributes and extension elements out of the element: the converted drawing has none of them. */
export function detach(element: ModdleElement): Source {
  const own = detachAttributes((element as Settable).$attrs ?? {})
  const holder = element.get('extensionElements') as ModdleElement | undefined
  if (!holder) return { attributes: own, children: [] }
  const outer = detachAttributes((holder as Settable).$attrs ?? {})
  const values = holder.get('values') as Generic[]
  const inner = detachChildren(values)
  if (values.length === 0 && inner.children.length > 0) (element as Settable).set('extensionElements', undefined)
  return { attributes: [...own, ...outer, ...inner.attributes], children: inner.children }
}

/** Also what stands inside the extensions of others, which are kept. */
function detachChildren(values: Generic[]): Source {
  const attributes: VendorAttribute[] = []
  const children: VendorElement[] = []
  const kept: Generic[] = []
  for (const value of values) {
    const found = read(value)
    if (found) children.push(found)
    else {
      kept.push(value)
      attributes.push(...detachAttributes(value as unknown as Record<string, unknown>))
      const inside = detachChildren((value.$children as Generic[] | undefined) ?? [])
      attributes.push(...inside.attributes)
      children.push(...inside.children)
    }
  }
  values.splice(0, values.length, ...kept)
  return { attributes, children }
}

function detachAttributes(attrs: Record<string, unknown>): VendorAttribute[] {
  return Object.entries(attrs).flatMap(([key, value]) => {
    const found = key.startsWith('xmlns') || key.startsWith('$') ? undefined : vendorNameOf(key)
    if (!found) return []
    delete attrs[key]
    return [{ what: found.what, name: found.local, value: String(value), taken: false }]
  })
}

const read = (element: Generic): VendorElement | undefined => {
  const found = vendorNameOf(element.$type)
  return found && vendorElement(element, found)
}

/** Something of another namespace inside an extension, such as an event definition of a listener, keeps its whole name. */
function vendorElement(element: Generic, { vendor, local, what }: VendorName): VendorElement {
  const attributes = Object.entries(element).flatMap(([key, value]): VendorAttribute[] => {
    if (key.startsWith('$') || key.startsWith('xmlns') || typeof value !== 'string') return []
    const named = vendorNameOf(key)
    return [{ what: named?.what ?? key, name: named?.local ?? key, value, taken: false }]
  })
  const children = (element.$children ?? []).map(
    (child) => read(child) ?? vendorElement(child, { vendor, local: child.$type, what: child.$type }),
  )
  const body = (element.$body ?? '').trim()
  return { what, vendor, name: local, attributes, children, body, taken: false }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign]!)

/** The extension element as it stood in the source, in one line of XML. */
export function asXml({ what, attributes, children, body }: VendorElement): string {
  const given = attributes.map((attribute) => ` ${attribute.what}="${escaped(attribute.value)}"`).join('')
  const inside = escaped(body) + children.map(asXml).join('')
  return inside === '' ? `<${what}${given} />` : `<${what}${given}>${inside}</${what}>`
}
