import { bpmnModdle } from '../model/bpmnModdle.ts'
import { list, type ModdleElement } from '../model/moddle.ts'
import type { Settable } from './walk.ts'

/** Creates an element of BPMN, `zeebe:` or `lianban:`. */
export const create = (type: string, properties: Readonly<Record<string, unknown>>): ModdleElement =>
  bpmnModdle.create(type as never, properties as never) as unknown as ModdleElement

function holderOf(element: ModdleElement): ModdleElement {
  const found = element.get('extensionElements') as ModdleElement | undefined
  if (found) return found
  const made = create('bpmn:ExtensionElements', { values: [] })
  ;(made as Settable).$parent = element
  ;(element as Settable).set('extensionElements', made)
  return made
}

function put(parent: ModdleElement, property: string, child: ModdleElement): void {
  ;(child as Settable).$parent = parent
  ;(parent.get(property) as ModdleElement[]).push(child)
}

/** Adds an extension element of this type. */
export function addExtension(
  element: ModdleElement,
  type: string,
  properties: Readonly<Record<string, unknown>>,
): ModdleElement {
  const holder = holderOf(element)
  const made = create(type, properties)
  put(holder, 'values', made)
  return made
}

const extensionOf = (element: ModdleElement, type: string): ModdleElement | undefined => {
  const holder = element.get('extensionElements') as ModdleElement | undefined
  return holder && list(holder, 'values').find(({ $type }) => $type === type)
}

/** The one extension element of this type, made when it is not there, with these properties set. */
export function extend(
  element: ModdleElement,
  type: string,
  properties: Readonly<Record<string, unknown>> = {},
): ModdleElement {
  const found = extensionOf(element, type)
  if (!found) return addExtension(element, type, properties)
  for (const [name, value] of Object.entries(properties)) (found as Settable).set(name, value)
  return found
}

/** `zeebe:input` or `zeebe:output` of the element. */
export function addMapping(element: ModdleElement, way: 'Input' | 'Output', source: string, target: string): void {
  const io = extend(element, 'zeebe:IoMapping')
  put(io, way === 'Input' ? 'inputParameters' : 'outputParameters', create(`zeebe:${way}`, { source, target }))
}

export const addHeader = (element: ModdleElement, key: string, value: string): void =>
  put(extend(element, 'zeebe:TaskHeaders'), 'values', create('zeebe:Header', { key, value }))

export const addProperty = (element: ModdleElement, name: string, value: string): void =>
  put(extend(element, 'zeebe:Properties'), 'properties', create('zeebe:Property', { name, value }))

export interface ListenerJob {
  readonly eventType: string
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
}

export function addListener(
  element: ModdleElement,
  on: 'Execution' | 'Task',
  { headers = {}, ...job }: ListenerJob,
): void {
  const listeners = extend(element, `zeebe:${on}Listeners`)
  const entries = Object.entries(headers)
  const listener = create(`zeebe:${on}Listener`, job)
  put(listeners, 'listeners', listener)
  // Task listeners have no headers in the zeebe namespace.
  if (entries.length === 0 || on === 'Task') return
  const holder = create('zeebe:TaskHeaders', { values: [] })
  ;(holder as Settable).$parent = listener
  ;(listener as Settable).set('headers', holder)
  for (const [key, value] of entries) put(holder, 'values', create('zeebe:Header', { key, value }))
}
