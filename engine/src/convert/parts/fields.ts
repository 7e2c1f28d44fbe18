import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeAttribute, takeChildren, takeWhole, type Source, type VendorElement } from '../source.ts'
import { addHeader, addMapping } from '../target.ts'
import { isVariableName, remarksOf } from '../value.ts'

/** Injected fields: a fixed text is a header of the job, an expression a variable of the task. */
export function fields(conversion: Conversion, element: ModdleElement, source: Source): void {
  for (const field of takeChildren(source, 'field')) inject(conversion, element, field)
}

function inject(conversion: Conversion, element: ModdleElement, field: VendorElement): void {
  const from = asXml(field)
  const name = take(field, 'name') ?? ''
  const value = contentOf(field)
  if (value === undefined) return conversion.unconvertedElement(element, field, 'field')
  const converted = conversion.juel(value)
  if (converted.kind === 'text') {
    addHeader(element, name, value)
    conversion.converted(element, field.what, 'field-header', from, { to: `${name} = ${value}` })
  } else if (converted.kind === 'feel' && isVariableName(name)) {
    addMapping(element, 'Input', `=${converted.feel}`, name)
    const to = `=${converted.feel} → ${name}`
    conversion.converted(element, field.what, 'field-input', from, { to, remarks: remarksOf(converted) })
  } else conversion.unconvertedElement(element, field, 'field')
}

/** The value of a field is an attribute or a child, a text or an expression. */
export function contentOf(field: VendorElement): string | undefined {
  const inside = [...takeChildren(field, 'string'), ...takeChildren(field, 'expression')]
  const attribute = takeAttribute(field, 'stringValue') ?? takeAttribute(field, 'expression')
  for (const child of inside) takeWhole(child)
  return attribute?.value ?? inside[0]?.body
}
