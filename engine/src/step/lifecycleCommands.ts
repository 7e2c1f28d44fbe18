import { rootKey } from './state.ts'
import { reject, type Handler } from './handler.ts'

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
  const { by, reason } = command
  const author = { ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) }
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
