import { rootKey } from './state.ts'
import { reject, type Handler } from './handler.ts'

export const start: Handler<'start'> = (run, command) => {
  const { graph } = run
  const process = graph.nodes[0]!
  if (process.type !== 'process') throw new Error(`Expected node 0 of ${graph.process} to be the process`)
  const wanted = command.element === undefined ? undefined : graph.byId.get(command.element)
  const starts =
    command.element === undefined ? process.starts : process.starts.filter((index) => index === wanted?.index)
  if (starts.length === 0) {
    return reject(
      'no-start',
      `Process ${graph.process} has no start event ${command.element ?? ''}`,
      'Start it by one of its start events',
    )
  }
  const author = command.by === undefined ? {} : { by: command.by }
  const element = graph.nodes[starts[0]!]!.id
  run.emit({
    type: 'caseStarted',
    case: command.case,
    process: graph.process,
    version: command.version,
    element,
    ...author,
  })
  if (command.variables) run.emit({ type: 'variablesSet', key: rootKey, variables: command.variables, ...author })
  run.begin(starts)
  return undefined
}

export const cancel: Handler<'cancel'> = (run, command) => {
  const root = run.state.instances.get(rootKey)!
  for (const inside of run.inside(root)) run.terminate(inside)
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
