import { isA, type ModdleElement } from '../../modeler/services.ts'
import { extensionText } from './extension.ts'
import { carrierOf, definitionsOf, referringTo } from './references.ts'

/** What events share by reference: written once in the file, and used by as many as name it. */
export const definitionKinds = {
  message: { type: 'bpmn:Message', event: 'bpmn:MessageEventDefinition', ref: 'messageRef' },
  signal: { type: 'bpmn:Signal', event: 'bpmn:SignalEventDefinition', ref: 'signalRef' },
  error: { type: 'bpmn:Error', event: 'bpmn:ErrorEventDefinition', ref: 'errorRef', code: 'errorCode' },
  escalation: {
    type: 'bpmn:Escalation',
    event: 'bpmn:EscalationEventDefinition',
    ref: 'escalationRef',
    code: 'escalationCode',
  },
} as const satisfies Record<string, { type: string; event: string; ref: string; code?: string }>
export type DefinitionKind = keyof typeof definitionKinds

const list = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element.get(property) as ModdleElement[] | undefined) ?? []

/** The event definitions of an event, those that stand at the root of the file included. */
export const eventDefinitionsOf = (event: ModdleElement): readonly ModdleElement[] =>
  isA(event, 'bpmn:Event') && !isA(event, 'bpmn:ImplicitThrowEvent')
    ? [...list(event, 'eventDefinitions'), ...list(event, 'eventDefinitionRef')]
    : []

/**
 * The parts of an element that name a definition of this kind: its event definitions, or itself where it is a task that sends
 * or receives. A task that a job does sends no message of its own.
 */
export function holdersOf(element: ModdleElement, kind: DefinitionKind): readonly ModdleElement[] {
  const isReceiver = isA(element, 'bpmn:ReceiveTask')
  const isSender = isA(element, 'bpmn:SendTask') && !extensionText(element, 'zeebe:TaskDefinition', 'type')
  if (kind === 'message' && (isReceiver || isSender)) return [element]
  return eventDefinitionsOf(element).filter(({ $type }) => $type === definitionKinds[kind].event)
}

export const definedBy = (holder: ModdleElement, kind: DefinitionKind): ModdleElement | undefined =>
  holder.get(definitionKinds[kind].ref) as ModdleElement | undefined

/** All definitions of the file of one kind. */
export const definitionsOfKind = (element: ModdleElement, kind: DefinitionKind): readonly ModdleElement[] => {
  const root = definitionsOf(element)
  return root ? list(root, 'rootElements').filter(({ $type }) => $type === definitionKinds[kind].type) : []
}

/** The elements of the canvas that use a definition, each once. */
export function usersOf(definition: ModdleElement): readonly ModdleElement[] {
  const root = definitionsOf(definition)
  const carriers = root ? referringTo(root, definition).map((part) => carrierOf(part)) : []
  return [...new Set(carriers)].filter((carrier) => carrier !== undefined)
}

/** The definitions that an element names: problems of theirs are shown with it. */
export const namedBy = (element: ModdleElement): readonly ModdleElement[] =>
  (Object.keys(definitionKinds) as DefinitionKind[]).flatMap((kind) =>
    holdersOf(element, kind).flatMap((holder) => definedBy(holder, kind) ?? []),
  )

/** The first of `base`, `base 2`, … that nobody is called. */
export function freshName(base: string, taken: readonly (string | undefined)[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base} ${count}`
    if (!taken.includes(name)) return name
  }
}
