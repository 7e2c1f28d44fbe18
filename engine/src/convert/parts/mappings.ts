import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeChildren, takeWhole, type VendorElement } from '../source.ts'
import { addMapping } from '../target.ts'
import { isVariableName } from '../value.ts'
import type { RemarkCode } from '../words/codes.ts'
import type { Part } from './part.ts'

/** `inputOutput` of Camunda 7: each parameter is a mapping; a script only when it is FEEL. */
export const mappings: Part = (conversion, element, source) => {
  if (!works.test(element.$type)) return
  for (const io of takeChildren(source, 'inputOutput')) {
    if (io.children.length === 0) conversion.dropped(element, io.what, 'empty', '')
    for (const parameter of takeChildren(io, 'inputParameter')) mapped(conversion, element, parameter, 'Input')
    for (const parameter of takeChildren(io, 'outputParameter')) mapped(conversion, element, parameter, 'Output')
  }
}

/** What has a life of its own, in which values can be put. */
const works = /^bpmn:(.*Task|.*Event|.*SubProcess|Transaction|CallActivity)$/
const givesVariables = /^bpmn:(User|Service|Send|BusinessRule|Receive|Script)Task$|CallActivity$/

function mapped(
  conversion: Conversion,
  element: ModdleElement,
  parameter: VendorElement,
  way: 'Input' | 'Output',
): void {
  const from = asXml(parameter)
  const name = parameter.attributes.find((attribute) => attribute.name === 'name')?.value ?? ''
  const remarks = new Set<RemarkCode>()
  const feel = valueOf(conversion, parameter, remarks)
  if (feel === undefined || !isVariableName(name))
    return conversion.unconvertedElement(element, parameter, feel === undefined ? 'parameter' : 'variable-name')
  take(parameter, 'name')
  takeValue(parameter)
  if (way === 'Output' && givesVariables.test(element.$type)) remarks.add('only-outputs')
  addMapping(element, way, `=${feel}`, name)
  const code = way === 'Input' ? 'input' : 'output'
  conversion.converted(element, parameter.what, code, from, { to: `=${feel} → ${name}`, remarks: [...remarks] })
}

/** The value of a parameter, an item or an entry in FEEL: a text, an expression, a list, a map or a script. */
function valueOf(conversion: Conversion, holder: VendorElement, remarks: Set<RemarkCode>): string | undefined {
  const [only, ...more] = holder.children
  if (more.length > 0) return undefined
  if (!only) return holder.body === '' ? 'null' : textValue(conversion, holder.body, remarks)
  if (only.name === 'list') return listOf(conversion, only, remarks)
  if (only.name === 'map') return mapOf(conversion, only, remarks)
  return only.name === 'script' ? scriptOf(conversion, only, remarks) : undefined
}

function textValue(conversion: Conversion, body: string, remarks: Set<RemarkCode>): string | undefined {
  const converted = conversion.juel(body)
  if (converted.kind === 'not') return undefined
  if (converted.kind === 'text') return JSON.stringify(body)
  for (const remark of converted.remarks) remarks.add(remark)
  return converted.feel
}

function listOf(conversion: Conversion, list: VendorElement, remarks: Set<RemarkCode>): string | undefined {
  const items = list.children.map((item) => {
    if (item.name === 'value') return item.body === '' ? '""' : textValue(conversion, item.body, remarks)
    return item.name === 'script' ? scriptOf(conversion, item, remarks) : undefined
  })
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
}

function mapOf(conversion: Conversion, whole: VendorElement, remarks: Set<RemarkCode>): string | undefined {
  const entries = whole.children.map((entry) => {
    const key = entry.attributes.find(({ name }) => name === 'key')?.value
    const value = entry.name === 'entry' ? valueOf(conversion, entry, remarks) : undefined
    if (key === undefined || /[$#]\{/.test(key) || value === undefined) return undefined
    return `${JSON.stringify(key)}: ${value}`
  })
  return entries.includes(undefined) ? undefined : `{${entries.join(', ')}}`
}

function scriptOf(conversion: Conversion, script: VendorElement, remarks: Set<RemarkCode>): string | undefined {
  const format = script.attributes.find(({ name }) => name === 'scriptFormat')?.value ?? ''
  if (/feel/i.test(format)) return script.body.replace(/^\s*=/, '') || undefined
  return /^juel$/i.test(format) ? textValue(conversion, script.body, remarks) : undefined
}

/** Marks as read what `valueOf` reads; anything else that stands there is still reported. */
function takeValue(holder: VendorElement): void {
  for (const child of holder.children) {
    child.taken = true
    take(child, child.name === 'entry' ? 'key' : 'scriptFormat')
    if (child.name === 'value') takeWhole({ ...child, attributes: [] })
    else takeValue(child)
  }
}
