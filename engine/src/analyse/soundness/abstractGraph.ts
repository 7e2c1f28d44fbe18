import { constant } from '../../expression/constant.ts'
import type { Evaluation, Expression } from '../../expression/expression.ts'
import type { Flow, Graph, JobDefinition, MultiInstance, Node, Trigger, TriggerOf } from '../../model/graph.ts'
import type { Choices } from './choices.ts'
import type { Conditions } from './conditions.ts'

const job: JobDefinition = { type: constant('work'), retries: constant(1), headers: {} }

/**
 * The same drawing without its data, for the same step: conditions ask the choices, every task waits, timers and messages
 * may come at any time. What only shows or counts (mappings, limits, cards, listeners) is left out.
 */
export function abstractGraph(graph: Graph, conditions: Conditions, choices: Choices): Graph {
  const asked = (expression: Expression): Expression => {
    conditions.add(expression)
    return {
      source: expression.source,
      names: [],
      reads: [],
      explain: () => undefined,
      evaluate: (): Evaluation => ({ ok: true, value: conditions.of(expression).holds(choices) }),
    }
  }
  const free = (question: string): Expression => ({
    source: question,
    names: [],
    reads: [],
    explain: () => undefined,
    evaluate: (): Evaluation => ({ ok: true, value: choices.choose(question, 2) === 0 }),
  })
  const nodes = graph.nodes.map((node) => Object.freeze(abstractNode(node, free)))
  const flows = graph.flows.map((flow) => (flow.condition ? { ...flow, condition: asked(flow.condition) } : flow))
  return Object.freeze({
    ...graph,
    nodes,
    flows: flows as readonly Flow[],
    byId: new Map(nodes.map((node) => [node.id, node])),
    flowById: new Map(flows.map((flow) => [flow.id, flow])),
    conditions: false,
    awaited: [],
    dataStores: [],
  })
}

type Free = (question: string) => Expression

function abstractNode(node: Node, free: Free): Node {
  const { limit: _limit, stop: _stop, notice: _notice, card: _card, status: _status, ...shown } = node
  const { listeners: _listeners, ...plain } = shown as Node
  const bare = { ...plain, declares: [], inputs: [], outputs: [], ...loops(node, free) } as Node
  switch (bare.type) {
    case 'task':
    case 'manualTask':
    case 'scriptTask':
    case 'businessRuleTask':
    case 'serviceTask':
    case 'userTask':
    case 'callActivity':
      return { ...bare, type: 'serviceTask', job } as Node
    case 'sendTask':
      return bare.message ? { ...bare, message: named(bare.message) } : ({ ...bare, type: 'serviceTask', job } as Node)
    case 'adHocSubProcess': {
      const { completionCondition, activeElements: _____, ...others } = bare
      const until = completionCondition ? { completionCondition: free(`${bare.id} is done`) } : {}
      return { ...others, ...until } as Node
    }
    case 'endEvent':
    case 'intermediateThrowEvent': {
      const { job: worked, ...others } = bare
      return { ...others, triggers: worked ? [] : others.triggers.map(abstractTrigger) } as Node
    }
    case 'startEvent':
    case 'boundaryEvent':
    case 'intermediateCatchEvent':
      return {
        ...bare,
        triggers: bare.triggers.map((trigger, index) => abstractTrigger(trigger, `${bare.id}/${index}`)),
      }
    case 'receiveTask':
      return {
        ...bare,
        triggers: bare.triggers.map((trigger, index) => abstractTrigger(trigger, `${bare.id}/${index}`)),
      }
    default:
      return bare
  }
}

/** A number of instances that is drawn as none. */
const isNothing = ({ cardinality }: MultiInstance): boolean =>
  cardinality !== undefined && cardinality.names.length === 0 && cardinality.source.trim().replace(/^=/, '') === '0'

/** One item stands for all of a multi-instance activity; a loop turns until it does not. */
function loops(node: Node, free: Free): Partial<Node> {
  const { loop, standardLoop } = node
  const one: MultiInstance | undefined = loop && {
    sequential: loop.sequential,
    cardinality: constant(isNothing(loop) ? 0 : 1),
    behaviours: loop.behaviours.map(({ on, throws }) => ({ on, throws: abstractTrigger(throws, '') })),
  }
  const turns = standardLoop && { testBefore: standardLoop.testBefore, condition: free(`${node.id} turns again`) }
  return { ...(one ? { loop: one } : {}), ...(turns ? { standardLoop: turns } : {}) }
}

const fixed = ({ source, names }: Expression, otherwise: string): Expression =>
  names.length === 0 ? constant(source.replace(/^=\s*"(.*)"$/, '$1')) : constant(otherwise)

const named = (trigger: TriggerOf<'message'>): TriggerOf<'message'> => ({
  kind: 'message',
  name: fixed(trigger.name, 'message'),
})

function abstractTrigger(trigger: Trigger, place: unknown): Trigger {
  switch (trigger.kind) {
    case 'timer':
      return { kind: 'timer', timer: { kind: 'duration', value: constant('PT1H') } }
    case 'message':
      return named(trigger)
    case 'signal':
      return { kind: 'signal', name: fixed(trigger.name, 'signal') }
    case 'error':
    case 'escalation':
      return { kind: trigger.kind, ...(trigger.code ? { code: fixed(trigger.code, 'any') } : {}) }
    case 'conditional':
      return { kind: 'message', name: constant(`condition at ${String(place)}`) }
    default:
      return trigger
  }
}
