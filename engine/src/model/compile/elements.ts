import type { ElementType, Node, Own } from '../graph.ts'
import type { ModdleElement } from '../moddle.ts'
import { adHocSubProcess, subProcess, transaction } from './containers.ts'
import { boundaryEvent, endEvent, intermediateCatchEvent, intermediateThrowEvent, startEvent } from './events.ts'
import { complexGateway, eventBasedGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.ts'
import type { CompileOwn, Place } from './place.ts'
import {
  businessRuleTask,
  callActivity,
  manualTask,
  receiveTask,
  scriptTask,
  sendTask,
  serviceTask,
  task,
  userTask,
} from './tasks.ts'

interface Entry {
  readonly bpmn: string
  readonly own: (element: ModdleElement, place: Place) => Own<ElementType>
}

/** What of BPMN is compiled, by its name in the standard: one line an element, beside its line in elements/registry.ts. */
export const elementTable: { readonly [T in Exclude<ElementType, 'process'>]: Entry & { own: CompileOwn<T> } } = {
  startEvent: { bpmn: 'bpmn:StartEvent', own: startEvent },
  endEvent: { bpmn: 'bpmn:EndEvent', own: endEvent },
  boundaryEvent: { bpmn: 'bpmn:BoundaryEvent', own: boundaryEvent },
  intermediateCatchEvent: { bpmn: 'bpmn:IntermediateCatchEvent', own: intermediateCatchEvent },
  intermediateThrowEvent: { bpmn: 'bpmn:IntermediateThrowEvent', own: intermediateThrowEvent },
  task: { bpmn: 'bpmn:Task', own: task },
  manualTask: { bpmn: 'bpmn:ManualTask', own: manualTask },
  userTask: { bpmn: 'bpmn:UserTask', own: userTask },
  serviceTask: { bpmn: 'bpmn:ServiceTask', own: serviceTask },
  scriptTask: { bpmn: 'bpmn:ScriptTask', own: scriptTask },
  businessRuleTask: { bpmn: 'bpmn:BusinessRuleTask', own: businessRuleTask },
  sendTask: { bpmn: 'bpmn:SendTask', own: sendTask },
  receiveTask: { bpmn: 'bpmn:ReceiveTask', own: receiveTask },
  callActivity: { bpmn: 'bpmn:CallActivity', own: callActivity },
  exclusiveGateway: { bpmn: 'bpmn:ExclusiveGateway', own: exclusiveGateway },
  parallelGateway: { bpmn: 'bpmn:ParallelGateway', own: parallelGateway },
  inclusiveGateway: { bpmn: 'bpmn:InclusiveGateway', own: inclusiveGateway },
  complexGateway: { bpmn: 'bpmn:ComplexGateway', own: complexGateway },
  eventBasedGateway: { bpmn: 'bpmn:EventBasedGateway', own: eventBasedGateway },
  subProcess: { bpmn: 'bpmn:SubProcess', own: subProcess },
  transaction: { bpmn: 'bpmn:Transaction', own: transaction },
  adHocSubProcess: { bpmn: 'bpmn:AdHocSubProcess', own: adHocSubProcess },
}

const byName = new Map(
  Object.entries(elementTable).map(([type, entry]) => [entry.bpmn, { type: type as Node['type'], ...entry }]),
)

export const entryOf = (element: ModdleElement) => byName.get(element.$type)
