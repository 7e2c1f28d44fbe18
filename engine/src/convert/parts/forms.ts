import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { takeAttribute, takeChildren, type Source, type VendorAttribute } from '../source.ts'
import { extend } from '../target.ts'
import { formFromFields } from './formFields.ts'
import type { Part } from './part.ts'

/** Forms of user tasks and start events: those that stand elsewhere are named, those in the drawing become files. */
export const forms: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:UserTask' && element.$type !== 'bpmn:StartEvent') return
  const named = formKey(conversion, element, source) || formRef(conversion, element, source)
  const data = takeChildren(source, 'formData')
  for (const empty of data.filter(({ children, attributes }) => children.length + attributes.length === 0))
    conversion.dropped(element, empty.what, 'empty', '')
  const fields = [...data.flatMap((held) => takeChildren(held, 'formField')), ...takeChildren(source, 'formProperty')]
  if (fields.length === 0) return
  if (named) {
    for (const field of fields) conversion.unconvertedElement(element, field, 'form-twice')
    return
  }
  const form = formFromFields(conversion, element, fields)
  if (form.components.length === 0) return
  conversion.forms[form.id] = form
  extend(element, 'zeebe:FormDefinition', { formId: form.id })
}

/** Is there a form by that key now? */
function formKey(conversion: Conversion, element: ModdleElement, source: Source): boolean {
  const attribute = takeAttribute(source, 'formKey')
  if (!attribute) return false
  const id = formIdOf(attribute.value)
  if (id === undefined) conversion.unconverted(element, attribute.what, 'form-foreign', attribute.value)
  else show(conversion, element, attribute, id)
  return id !== undefined
}

/** A file of form-js that is deployed with the process is known by its name. */
function formIdOf(key: string): string | undefined {
  const file = /^camunda-forms:(?:deployment:|\/)(?:.*\/)?([^/:]+)\.form$/.exec(key)?.[1]
  return file ?? (/^[\p{L}\p{N}_.-]+$/u.test(key) ? key : undefined)
}

function show(conversion: Conversion, element: ModdleElement, { what, value }: VendorAttribute, formId: string): void {
  extend(element, 'zeebe:FormDefinition', { formId })
  conversion.converted(element, what, 'form', value, { to: formId, remarks: ['form-to-bring'] })
}

function formRef(conversion: Conversion, element: ModdleElement, source: Source): boolean {
  const attribute = takeAttribute(source, 'formRef')
  const binding = takeAttribute(source, 'formRefBinding')
  const version = takeAttribute(source, 'formRefVersion')
  if (binding?.value === 'version')
    conversion.unconverted(element, binding.what, 'form-version', `version ${version?.value ?? ''}`.trim())
  else if (binding) conversion.dropped(element, binding.what, 'form-binding', binding.value)
  if (version) conversion.dropped(element, version.what, 'form-binding', version.value)
  if (!attribute) return false
  const plain = /^[\p{L}\p{N}_.-]+$/u.test(attribute.value)
  if (plain) show(conversion, element, attribute, attribute.value)
  else conversion.unconverted(element, attribute.what, 'form-foreign', attribute.value)
  return plain
}
