import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { takeAttribute, type Source } from '../source.ts'
import { addMapping, create, extend } from '../target.ts'
import { isVariableName, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import type { Part } from './part.ts'

/** Triggers: names that are expressions, what a catcher learns, filters of conditions, and how messages find their case. */
export const events: Part = (conversion, element, source) => {
  const parent = (element as Settable).$parent
  switch (element.$type) {
    case 'bpmn:Message':
    case 'bpmn:Signal':
      return named(conversion, element, 'name')
    case 'bpmn:Error':
    case 'bpmn:Escalation':
      return named(conversion, element, element.$type === 'bpmn:Error' ? 'errorCode' : 'escalationCode')
    case 'bpmn:ReceiveTask':
      return correlated(conversion, element, child(element, 'messageRef'))
    case 'bpmn:MessageEventDefinition':
      expressed(conversion, element, source, 'message')
      if (parent && catches(parent)) correlated(conversion, parent, child(element, 'messageRef'))
      return
    case 'bpmn:SignalEventDefinition':
      return expressed(conversion, element, source, 'signal')
    case 'bpmn:ErrorEventDefinition':
      return coded(conversion, element, source, 'error')
    case 'bpmn:EscalationEventDefinition':
      return coded(conversion, element, source, 'escalation')
    case 'bpmn:ConditionalEventDefinition':
      return filtered(conversion, element, source)
    default:
  }
}

function named(
  conversion: Conversion,
  element: ModdleElement,
  property: 'name' | 'errorCode' | 'escalationCode',
): void {
  const value = text(element, property)
  if (value === undefined) return
  const converted = conversion.juel(value)
  if (converted.kind === 'text') return
  const kind = element.$type.replace('bpmn:', '')
  const what = `bpmn:${kind.toLowerCase()}/@${property}`
  if (converted.kind === 'not')
    return conversion.unconverted(element, what, 'expression', value, { detail: converted.part })
  const to = `=${converted.feel}`
  ;(element as Settable).set(property, to)
  conversion.converted(element, what, 'feel', value, { to, remarks: remarksOf(converted) })
}

/** A message that starts a process needs no case to find. */
function catches(event: ModdleElement): boolean {
  if (event.$type === 'bpmn:IntermediateCatchEvent' || event.$type === 'bpmn:BoundaryEvent') return true
  return event.$type === 'bpmn:StartEvent' && (event as Settable).$parent?.get('triggeredByEvent') === true
}

/** Both engines are told by their caller which case a message is for; here the model says it. */
function correlated(conversion: Conversion, at: ModdleElement, message: ModdleElement | undefined): void {
  const holder = message && child(message, 'extensionElements')
  const known = holder && list(holder, 'values').some(({ $type }) => $type === 'zeebe:Subscription')
  if (message && !known) conversion.unconverted(at, 'bpmn:messageRef', 'correlation', message.name ?? message.id ?? '')
}

/** Flowable names the message or signal by an expression on the event. */
function expressed(conversion: Conversion, element: ModdleElement, source: Source, kind: 'message' | 'signal'): void {
  const attribute = takeAttribute(source, `${kind}Expression`)
  if (!attribute) return
  const converted = conversion.juel(attribute.value)
  if (converted.kind === 'not') {
    conversion.unconverted(element, attribute.what, 'expression', attribute.value, { detail: converted.part })
    return
  }
  const name = converted.kind === 'feel' ? `=${converted.feel}` : attribute.value
  const event = (element as Settable).$parent?.id ?? ''
  const root = create(kind === 'message' ? 'bpmn:Message' : 'bpmn:Signal', { id: `${kind}-of-${event}`, name })
  ;(root as Settable).$parent = conversion.definitions
  ;(conversion.definitions.get('rootElements') as ModdleElement[]).push(root)
  ;(element as Settable).set(`${kind}Ref`, root)
  conversion.converted(element, attribute.what, 'feel', attribute.value, { to: name, remarks: remarksOf(converted) })
}

/** The code is what the event catches, so the variable is known; without a code it would have to be asked. */
function coded(conversion: Conversion, element: ModdleElement, source: Source, kind: 'error' | 'escalation'): void {
  const attribute = takeAttribute(source, `${kind}CodeVariable`)
  const event = (element as Settable).$parent
  if (!attribute || !event) return
  const root = child(element, `${kind}Ref`)
  const code = root && text(root, `${kind}Code`)
  if (code === undefined || /^=|[$#]\{/.test(code) || !isVariableName(attribute.value))
    return conversion.unconverted(element, attribute.what, 'code-variable', attribute.value)
  addMapping(event, 'Output', `=${JSON.stringify(code)}`, attribute.value)
  const to = `=${JSON.stringify(code)} → ${attribute.value}`
  conversion.converted(element, attribute.what, 'code-known', attribute.value, { to })
}

function filtered(conversion: Conversion, element: ModdleElement, source: Source): void {
  const name = takeAttribute(source, 'variableName')
  const on = takeAttribute(source, 'variableEvents') ?? takeAttribute(source, 'variableEvent')
  if (name) {
    extend(element, 'zeebe:ConditionalFilter', { variableNames: name.value })
    conversion.converted(element, name.what, 'filter', name.value, { to: name.value })
  }
  if (!on) return
  const kinds = on.value.split(',').map((kind) => kind.trim())
  if (kinds.includes('delete') || !kinds.every((kind) => kind === 'create' || kind === 'update'))
    return conversion.unconverted(element, on.what, 'filter-delete', on.value)
  extend(element, 'zeebe:ConditionalFilter', { variableEvents: kinds.join(',') })
  conversion.converted(element, on.what, 'filter', on.value, { to: kinds.join(',') })
}
