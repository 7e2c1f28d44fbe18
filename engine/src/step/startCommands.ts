import { Trouble } from '../elements/behaviour.ts'
import type { Graph, Node } from '../model/graph.ts'
import { subscribe } from './abilities/waiting.ts'
import { reject, type Beginning, type Handler } from './handler.ts'
import { rootKey } from './state.ts'

export const start: Handler<'start'> = (run, command) => {
  const { graph } = run
  const process = graph.nodes[0]!
  if (process.type !== 'process') throw new Error(`Expected node 0 of ${graph.process} to be the process`)
  const begins = command.element === undefined ? plainStarts(graph, process.starts) : namedStart(graph, command.element)
  const [first] = begins
  if (!first) {
    const words = `Process ${graph.process} does not start ${command.element === undefined ? 'by itself' : `with ${command.element}`}`
    return reject('no-start', words, 'Name one of its start events, or send what it waits for')
  }
  const author = command.by === undefined ? {} : { by: command.by }
  const from = command.parent ? { parent: command.parent } : {}
  run.emit({
    type: 'caseStarted',
    case: command.case,
    process: graph.process,
    version: command.version,
    element: first.node.id,
    ...author,
    ...from,
  })
  if (command.variables) run.emit({ type: 'variablesSet', key: rootKey, variables: command.variables, ...author })
  run.begin(begins)
  return undefined
}

export const stand: Handler<'stand'> = (run, command) => {
  const { graph } = run
  run.emit({ type: 'startsAwaited', case: command.case, process: graph.process, version: command.version })
  const root = run.state.instances.get(rootKey)!
  for (const index of graph.awaited) {
    const node = graph.nodes[index]!
    if (node.type !== 'startEvent') continue
    try {
      subscribe(run, root, node)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      return reject('start-impossible', error.message, `Correct when ${node.name || node.id} starts the process`)
    }
  }
  return undefined
}

/** The plain start event, or whatever starts without one. */
function plainStarts(graph: Graph, starts: readonly number[]): Beginning[] {
  const plain = starts
    .map((index) => graph.nodes[index]!)
    .filter((node) => node.type !== 'startEvent' || node.triggers.length === 0)
    .filter((node) => !instantiates(node))
  // Each plain start event begins an instance of its own (BPMN 2.0.2, 10.5.2): the caller says which.
  const choice = plain.length > 1 && plain.every(({ type }) => type === 'startEvent')
  return choice ? [] : plain.map((node) => ({ node, happened: false }))
}

/** The start event of this id, or the event behind a gateway that starts the process. */
function namedStart(graph: Graph, element: string): Beginning[] {
  const node = graph.byId.get(element)
  if (!node) return []
  const gateway = startingGateway(graph, node)
  if (gateway) {
    // A parallel gateway waits for all of its events: the first begins the case, the others are awaited in it (10.6.6).
    const others = gateway.parallel ? behind(graph, gateway).filter((other) => other !== node) : []
    return [{ node, happened: true }, ...others.map((other) => ({ node: other, happened: false }))]
  }
  const process = graph.nodes[0]!
  const isStart = ('starts' in process && process.starts.includes(node.index)) || instantiates(node)
  return isStart && node.type !== 'eventBasedGateway' ? [{ node, happened: instantiates(node) }] : []
}

/** A receive task or event-based gateway that begins a process by messages (BPMN 2.0.2, 10.3.3 and 10.6.6). */
const instantiates = (node: Node): boolean => 'instantiate' in node && node.instantiate

function startingGateway(graph: Graph, node: Node) {
  for (const index of node.incoming) {
    const source = graph.nodes[graph.flows[index]!.source]!
    if (source.type === 'eventBasedGateway' && source.instantiate) return source
  }
  return undefined
}

const behind = (graph: Graph, gateway: Node): Node[] =>
  gateway.outgoing.map((index) => graph.nodes[graph.flows[index]!.target]!)
