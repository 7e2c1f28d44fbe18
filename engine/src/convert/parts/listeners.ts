import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeAttribute, takeChildren, takeWhole, type VendorElement } from '../source.ts'
import { addListener } from '../target.ts'
import { contentOf } from './fields.ts'
import { implementations, jobTypeOf } from './jobType.ts'
import type { Part } from './part.ts'

/** Points of an element's life that both sides know. */
const points = {
  Execution: { start: 'start', end: 'end' },
  Task: { create: 'creating', assignment: 'assigning', update: 'updating', complete: 'completing' },
} as const

/** Listeners become jobs at the same point of the element's life, where there is one. */
export const listeners: Part = (conversion, element, source) => {
  for (const listener of takeChildren(source, 'executionListener')) listen(conversion, element, listener, 'Execution')
  if (element.$type !== 'bpmn:UserTask') return
  for (const listener of takeChildren(source, 'taskListener')) listen(conversion, element, listener, 'Task')
}

/** Elements with a life of their own; a sequence flow has none. */
const lives = /^bpmn:(Process|.*Task|.*Gateway|.*Event|.*SubProcess|Transaction|CallActivity)$/

function listen(
  conversion: Conversion,
  element: ModdleElement,
  listener: VendorElement,
  on: 'Execution' | 'Task',
): void {
  const from = asXml(listener)
  const event = listener.attributes.find(({ name }) => name === 'event')?.value ?? ''
  const known: Readonly<Record<string, string>> = points[on]
  const eventType = Object.hasOwn(known, event) && lives.test(element.$type) ? known[event] : undefined
  if (eventType === undefined)
    return conversion.unconvertedElement(element, listener, 'listener-event', { detail: event || 'take' })
  const job = jobOf(listener)
  if (!job || (on === 'Task' && listener.children.length > 0))
    return conversion.unconvertedElement(element, listener, 'listener-work')
  const headers = headersOf(listener)
  if (!headers) return conversion.unconvertedElement(element, listener, 'listener-work')
  take(listener, 'event')
  const call = job.kind === 'expression' && on === 'Execution' ? { expression: job.value } : {}
  addListener(element, on, { eventType, type: job.type, headers: { ...call, ...headers } })
  const to = `${eventType}: ${job.type}`
  conversion.converted(element, listener.what, 'listener', from, { to, remarks: ['worker-needed'] })
}

function jobOf(listener: VendorElement) {
  for (const kind of implementations) {
    const found = listener.attributes.find(({ name }) => name === kind)
    if (!found) continue
    const type = jobTypeOf(kind, found.value)
    if (type !== undefined) takeAttribute(listener, kind)
    return type === undefined ? undefined : { kind, type, value: found.value }
  }
  return undefined
}

/** Fields with a fixed text; a listener has no variables of its own. */
function headersOf(listener: VendorElement): Record<string, string> | undefined {
  const headers: Record<string, string> = {}
  for (const field of listener.children) {
    const name = field.attributes.find((attribute) => attribute.name === 'name')?.value
    const value = field.name === 'field' && name !== undefined ? contentOf(field) : undefined
    if (name === undefined || value === undefined || /[$#]\{/.test(value)) return undefined
    takeWhole(field)
    headers[name] = value
  }
  return headers
}
