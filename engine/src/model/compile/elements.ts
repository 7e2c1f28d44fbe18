import type { ElementType, Node, Own } from '../graph.ts'
import type { ModdleElement } from '../moddle.ts'
import { boundaryEvent, endEvent, intermediateCatchEvent, startEvent } from './events.ts'
import type { CompileOwn, Place } from './place.ts'
import { exclusiveGateway, parallelGateway } from './gateways.ts'
import { subProcess } from './containers.ts'
import { scriptTask, serviceTask, task, userTask } from './tasks.ts'

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
  task: { bpmn: 'bpmn:Task', own: task },
  userTask: { bpmn: 'bpmn:UserTask', own: userTask },
  serviceTask: { bpmn: 'bpmn:ServiceTask', own: serviceTask },
  scriptTask: { bpmn: 'bpmn:ScriptTask', own: scriptTask },
  exclusiveGateway: { bpmn: 'bpmn:ExclusiveGateway', own: exclusiveGateway },
  parallelGateway: { bpmn: 'bpmn:ParallelGateway', own: parallelGateway },
  subProcess: { bpmn: 'bpmn:SubProcess', own: subProcess },
}

const byName = new Map(
  Object.entries(elementTable).map(([type, entry]) => [entry.bpmn, { type: type as Node['type'], ...entry }]),
)

export const entryOf = (element: ModdleElement) => byName.get(element.$type)
