import type { Graph, Node } from '../model/graph.ts'
import { rootKey } from './state.ts'
import { reject, type Handler } from './handler.ts'

export const start: Handler<'start'> = (run, command) => {
  const { graph } = run
  const process = graph.nodes[0]!
  if (process.type !== 'process') throw new Error(`Expected node 0 of ${graph.process} to be the process`)
  const starts = startsOf(graph, process.starts, command.element)
  if (starts.length === 0) {
    const words = `Process ${graph.process} does not start ${command.element === undefined ? 'by itself' : `with ${command.element}`}`
    return reject('no-start', words, 'Name one of its start events, or send what it waits for')
  }
  const author = command.by === undefined ? {} : { by: command.by }
  const from = command.parent ? { parent: command.parent } : {}
  const element = graph.nodes[starts[0]!]!.id
  run.emit({
    type: 'caseStarted',
    case: command.case,
    process: graph.process,
    version: command.version,
    element,
    ...author,
    ...from,
  })
  if (command.variables) run.emit({ type: 'variablesSet', key: rootKey, variables: command.variables, ...author })
  run.begin(starts, command.element !== undefined && instantiates(graph.nodes[starts[0]!]!))
  return undefined
}

/** The start event that is named; else the plain ones, or what starts without a start event. */
function startsOf(graph: Graph, starts: readonly number[], element: string | undefined): readonly number[] {
  if (element !== undefined) {
    const named = graph.byId.get(element)
    const isStart = named !== undefined && (starts.includes(named.index) || instantiates(named))
    return isStart ? [named.index] : []
  }
  const plain = starts.filter((index) => {
    const node = graph.nodes[index]!
    return (node.type !== 'startEvent' || node.triggers.length === 0) && !instantiates(node)
  })
  // Each plain start event begins an instance of its own (BPMN 2.0.2, 10.5.2): the caller says which.
  const choice = plain.length > 1 && plain.every((index) => graph.nodes[index]!.type === 'startEvent')
  return choice ? [] : plain
}

/** A receive task that begins a process by the message it waits for (BPMN 2.0.2, 10.3.3). */
const instantiates = (node: Node): boolean => 'instantiate' in node && node.instantiate

export const cancel: Handler<'cancel'> = (run, command) => {
  const root = run.state.instances.get(rootKey)!
  run.interrupt(root)
  const author = command.by === undefined ? {} : { by: command.by }
  run.emit({ type: 'caseTerminated', reason: command.reason, ...author })
  return undefined
}

export const setVariables: Handler<'setVariables'> = (run, command) => {
  const key = command.key ?? rootKey
  if (!run.state.instances.has(key)) {
    return reject(
      'no-such-instance',
      `Instance ${key} of case ${run.state.case} is not alive`,
      'Leave the key out to set variables of the case',
    )
  }
  const author = command.by === undefined ? {} : { by: command.by }
  run.emit({ type: 'variablesSet', key, variables: command.variables, ...author })
  return undefined
}

export const resolveIncident: Handler<'resolveIncident'> = (run, command) => {
  const instance = run.state.instances.get(command.key)
  if (!instance?.incident) {
    return reject(
      'no-incident',
      `Instance ${command.key} of case ${run.state.case} has no incident`,
      'Load the case again',
    )
  }
  const { phase } = instance.incident
  const author = command.by === undefined ? {} : { by: command.by }
  run.emit({ type: 'incidentResolved', key: command.key, element: instance.element, ...author })
  if (instance.job && phase === 'active') {
    const { type: jobType, headers } = instance.job
    run.emit({
      type: 'jobCreated',
      key: command.key,
      element: instance.element,
      jobType,
      retries: command.retries ?? 1,
      headers,
    })
    run.effect({ type: 'job', key: command.key, jobType })
  } else run.attempt(instance, phase)
  return undefined
}
