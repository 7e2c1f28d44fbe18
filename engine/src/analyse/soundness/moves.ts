import type { Graph, Node, Trigger } from '../../model/graph.ts'
import type { Command } from '../../step/command.ts'
import type { Instance } from '../../step/state.ts'
import type { Marking } from './canonical.ts'

/** One thing that may happen next. */
export interface Move {
  readonly command: Command
  /** Key of the instance that it moves; 0 for the start. */
  readonly owner: number
  readonly act: Act
  /** Does it leave the host alive, to happen again? */
  readonly repeats?: string
}

/** A move in the words of the drawing: what `play` does. */
export interface Act {
  readonly do: 'start' | 'complete' | 'error' | 'happen'
  readonly element: string
  readonly code?: string
}

/** Error codes that something catches around each node. */
export function catchableErrors(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const own = (nodes: readonly Node[]): string[] =>
    nodes.flatMap((node) => ('triggers' in node ? node.triggers.flatMap(errorCode) : []))
  const found = new Map<string, readonly string[]>()
  const around = (node: Node): readonly string[] => {
    const known = found.get(node.id)
    if (known) return known
    const borders = own(node.boundaries.map((index) => graph.nodes[index]!))
    const container = node.parent >= 0 ? graph.nodes[node.parent]! : undefined
    const handlers = container && 'handlers' in container ? container.handlers : []
    const starts = handlers.flatMap((index) => {
      const handler = graph.nodes[index]!
      return handler.type === 'subProcess' && handler.triggeredBy !== undefined
        ? [graph.nodes[handler.triggeredBy]!]
        : []
    })
    const codes = [...new Set([...borders, ...own(starts), ...(container ? around(container) : [])])]
    found.set(node.id, codes)
    return codes
  }
  for (const node of graph.nodes) around(node)
  return found
}

const errorCode = (trigger: Trigger): string[] =>
  trigger.kind === 'error' ? [trigger.code ? trigger.code.source : 'any'] : []

const throwing = new Set<Node['type']>(['serviceTask', 'sendTask', 'businessRuleTask', 'callActivity'])

/** Everything that may happen to this instance. `drawn` is the graph with its data: it says who may throw. */
export function movesOf(
  { spent }: Marking,
  instance: Instance,
  graph: Graph,
  drawn: Graph,
  errors: ReadonlyMap<string, readonly string[]>,
): Move[] {
  const { key, element, job, timers = [], subscriptions = [] } = instance
  const moves: Move[] = []
  if (job) {
    moves.push({ command: { type: 'completeJob', key }, owner: key, act: { do: 'complete', element } })
    const codes = throwing.has(drawn.byId.get(element)!.type) ? (errors.get(element) ?? []) : []
    for (const code of codes) {
      const command: Command = { type: 'throw', key, kind: 'error', code }
      moves.push({ command, owner: key, act: { do: 'error', element, code } })
    }
  }
  const happen = (event: string, command: Command): void => {
    const node = graph.byId.get(event)!
    const stays = (node.type === 'boundaryEvent' || node.type === 'startEvent') && !node.interrupting
    const repeats = stays ? `${key}/${event}` : undefined
    if (repeats !== undefined && spent.has(repeats)) return
    moves.push({ command, owner: key, act: { do: 'happen', element: event }, ...(repeats ? { repeats } : {}) })
  }
  for (const { element: event, due } of timers) happen(event, { type: 'fireTimer', key, element: event, due })
  for (const { element: event, trigger } of subscriptions)
    happen(event, { type: 'trigger', key, element: event, trigger })
  return moves
}
