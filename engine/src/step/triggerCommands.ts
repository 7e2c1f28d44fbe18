import { behaviourOf } from '../elements/registry.ts'
import { scheduleAgain } from '../elements/timer.ts'
import type { ElementType, NodeOf } from '../model/graph.ts'
import { reject, type Handler } from './handler.ts'
import type { Run } from '../elements/behaviour.ts'
import type { Rejection } from './command.ts'
import type { Instance } from './state.ts'

function openJob(run: Run, key: number): Instance | Rejection {
  const instance = run.state.instances.get(key)
  if (instance?.job) return instance
  return reject(
    'no-such-job',
    `Job ${key} of case ${run.state.case} is not open`,
    'Drop the result: somebody else has finished it',
  )
}

export const completeJob: Handler<'completeJob'> = (run, command) => {
  const instance = openJob(run, command.key)
  if ('code' in instance) return instance
  if (instance.incident) {
    return reject(
      'incident-open',
      `Job ${command.key} of case ${run.state.case} has failed`,
      'Resolve its incident first',
    )
  }
  const variables = command.variables ?? {}
  run.emit({ type: 'jobCompleted', key: command.key, element: instance.element, variables })
  run.deliver(instance, variables)
  return undefined
}

export const failJob: Handler<'failJob'> = (run, command) => {
  const instance = openJob(run, command.key)
  if ('code' in instance) return instance
  const { key, element } = instance
  const { retries, message } = command
  run.emit({ type: 'jobFailed', key, element, retries, message })
  if (retries === 0) run.emit({ type: 'incidentRaised', key, element, code: 'job-failed', message, phase: 'active' })
  return undefined
}

export const fireTimer: Handler<'fireTimer'> = (run, command) => {
  const owner = run.state.instances.get(command.key)
  const timer = owner?.timers?.find(({ element, due }) => element === command.element && due === command.due)
  if (!owner || !timer) {
    return reject(
      'no-such-timer',
      `Timer ${command.element} of case ${run.state.case} is not waiting`,
      'Drop it: it has fired or its element is over',
    )
  }
  const node = run.graph.byId.get(timer.element)!
  run.emit({ type: 'timerFired', key: owner.key, element: timer.element, due: timer.due })
  if (node.type !== 'boundaryEvent') {
    behaviourOf(node).timerFired?.(run, owner, node as NodeOf<ElementType>)
    return undefined
  }
  const scope = run.state.instances.get(owner.scope)!
  if (node.interrupting) run.terminate(owner)
  else scheduleAgain(run, owner, timer)
  run.enter(node, scope, 0)
  return undefined
}
