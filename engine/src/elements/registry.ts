import type { ElementType, Node, NodeOf } from '../model/graph.ts'
import type { Behaviour } from './behaviour.ts'
import { process } from './container/process.ts'
import { subProcess } from './container/subProcess.ts'
import { boundaryEvent } from './event/boundaryEvent.ts'
import { endEvent } from './event/endEvent.ts'
import { intermediateCatchEvent } from './event/intermediateCatchEvent.ts'
import { startEvent } from './event/startEvent.ts'
import { exclusiveGateway } from './gateway/exclusiveGateway.ts'
import { parallelGateway } from './gateway/parallelGateway.ts'
import { scriptTask } from './task/scriptTask.ts'
import { serviceTask } from './task/serviceTask.ts'
import { task } from './task/task.ts'
import { userTask } from './task/userTask.ts'
import { adHocSubProcess } from './container/adHocSubProcess.ts'
import { transaction } from './container/transaction.ts'
import { intermediateThrowEvent } from './event/intermediateThrowEvent.ts'
import { complexGateway } from './gateway/complexGateway.ts'
import { eventBasedGateway } from './gateway/eventBasedGateway.ts'
import { inclusiveGateway } from './gateway/inclusiveGateway.ts'
import { businessRuleTask } from './task/businessRuleTask.ts'
import { callActivity } from './task/callActivity.ts'
import { manualTask } from './task/manualTask.ts'
import { receiveTask } from './task/receiveTask.ts'
import { sendTask } from './task/sendTask.ts'

/** Every element that the engine executes: one line each. A type of node without its line does not compile. */
export const registry: { readonly [T in ElementType]: Behaviour<T> } = {
  process,
  subProcess,
  startEvent,
  endEvent,
  boundaryEvent,
  intermediateCatchEvent,
  task,
  userTask,
  serviceTask,
  scriptTask,
  exclusiveGateway,
  parallelGateway,
  adHocSubProcess,
  transaction,
  intermediateThrowEvent,
  complexGateway,
  eventBasedGateway,
  inclusiveGateway,
  businessRuleTask,
  callActivity,
  manualTask,
  receiveTask,
  sendTask,
}

export const behaviourOf = <N extends Node>(node: N): Behaviour<ElementType> =>
  registry[node.type] as unknown as Behaviour<ElementType> & Behaviour<NodeOf<N['type']>['type']>
