import { isA, type ModdleElement } from '../../modeler/services.ts'
import { eventDefinitionsOf } from './definitions.ts'

/** What an event waits for or does, as its heading says; several are told as such. */
export function triggerOf(event: ModdleElement): string | undefined {
  const kinds = eventDefinitionsOf(event).map(({ $type }) => words[$type])
  return kinds.length > 1 ? 'multiple' : kinds[0]
}

const words: Readonly<Record<string, string>> = {
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:CompensateEventDefinition': 'compensation',
  'bpmn:CancelEventDefinition': 'cancel',
  'bpmn:TerminateEventDefinition': 'terminate',
}

const alwaysInterrupts = new Set(['error', 'cancel', 'compensation'])

/** The property that says whether an event ends what it stands on; none where it has no choice. */
export function interruption(event: ModdleElement): 'cancelActivity' | 'isInterrupting' | undefined {
  const choice = isA(event, 'bpmn:BoundaryEvent')
    ? 'cancelActivity'
    : isA(event, 'bpmn:StartEvent') && event.$parent?.get('triggeredByEvent') === true
      ? 'isInterrupting'
      : undefined
  const bound = eventDefinitionsOf(event).every(({ $type }) => alwaysInterrupts.has(words[$type] ?? ''))
  // What is drawn against the rule can be put right.
  return choice && (!bound || event.get(choice) === false) ? choice : undefined
}

/** Does the element send or end, rather than wait? */
export const throws = (event: ModdleElement): boolean => isA(event, 'bpmn:ThrowEvent')
