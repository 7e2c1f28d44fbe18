import type { ModdleElement } from '../model/moddle.ts'
import { answerTo } from './answers.ts'
import type { Conversion } from './conversion.ts'
import { asXml, type Source, type VendorAttribute, type VendorElement } from './source.ts'

/** Attributes without a value say nothing. Comes before the parts. */
export function dropEmpty(conversion: Conversion, element: ModdleElement, { attributes }: Source): void {
  for (const attribute of attributes) {
    if (attribute.value.trim() !== '') continue
    attribute.taken = true
    conversion.dropped(element, attribute.what, 'empty', '')
  }
}

/** Reports whatever no part has taken: by its own answer where there is one, else as unknown. Comes after the parts. */
export function reportRest(conversion: Conversion, element: ModdleElement, { attributes, children }: Source): void {
  for (const attribute of attributes) if (!attribute.taken) reportAttribute(conversion, element, attribute, '')
  for (const child of children) reportElement(conversion, element, child, '')
}

function reportAttribute(
  conversion: Conversion,
  element: ModdleElement,
  attribute: VendorAttribute,
  path: string,
): void {
  const { name, value } = attribute
  attribute.taken = true
  const what = path === '' ? attribute.what : `${path}/@${attribute.what}`
  const answer = answerTo(attribute.what, name, value)
  if (value.trim() === '') conversion.dropped(element, what, 'empty', '')
  else if (answer?.outcome === 'dropped') conversion.dropped(element, what, answer.code, value)
  else conversion.unconverted(element, what, answer?.code ?? 'unknown-attribute', value)
}

function reportElement(conversion: Conversion, element: ModdleElement, child: VendorElement, path: string): void {
  const what = path === '' ? child.what : `${path}/${child.what}`
  if (child.taken) {
    for (const attribute of child.attributes)
      if (!attribute.taken) reportAttribute(conversion, element, attribute, what)
    for (const inner of child.children) reportElement(conversion, element, inner, what)
    return
  }
  const answer = answerTo(child.what, child.name, child.body)
  const from = asXml(child)
  if (answer?.outcome === 'dropped') conversion.dropped(element, what, answer.code, from)
  else conversion.unconverted(element, what, answer?.code ?? 'unknown-element', from)
}
