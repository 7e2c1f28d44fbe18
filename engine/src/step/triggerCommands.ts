import { type Run, Trouble } from '../elements/behaviour.ts'
import { scheduleAgain } from '../elements/timer.ts'
import type { CatchingNode } from '../model/graph.ts'
import { throwCoded } from './abilities/throwing.ts'
import { afterListener } from './listenerCommands.ts'
import { occur } from './abilities/waiting.ts'
import { reject, type Handler } from './handler.ts'
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
  const listener = instance.job?.listener
  run.emit({ type: 'jobCompleted', key: command.key, element: instance.element, variables })
  if (listener) afterListener(run, instance, listener, variables, command.result ?? {})
  else run.deliver(instance, variables)
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
  const event = run.graph.byId.get(timer.element) as CatchingNode
  run.emit({ type: 'timerFired', key: owner.key, element: timer.element, due: timer.due })
  const interrupts = event.type === 'receiveTask' || event.type === 'intermediateCatchEvent' || event.interrupting
  if (!interrupts || run.state.standing) scheduleAgain(run, owner, timer)
  occur(run, owner, event, timer.trigger ?? 0, {})
  return undefined
}

export const trigger: Handler<'trigger'> = (run, command) => {
  const owner = run.state.instances.get(command.key)
  const waiting = owner?.subscriptions?.some((s) => s.element === command.element && s.trigger === command.trigger)
  if (!owner || !waiting) {
    return reject(
      'no-such-subscription',
      `${command.element} of case ${run.state.case} does not wait for this`,
      'Drop it: it has come already, or its element is over',
    )
  }
  occur(run, owner, run.graph.byId.get(command.element) as CatchingNode, command.trigger, command.variables ?? {})
  return undefined
}

/** An error or escalation from outside: of a job, or of a called process. */
export const throwCode: Handler<'throw'> = (run, command) => {
  const instance = run.state.instances.get(command.key)
  if (!instance?.job && instance?.called === undefined) {
    return reject(
      'no-such-job',
      `Nothing at ${command.key} of case ${run.state.case} can throw`,
      'Drop it: the job or called process is over',
    )
  }
  if (instance.job && command.kind === 'error') {
    run.emit({
      type: 'jobFailed',
      key: instance.key,
      element: instance.element,
      retries: 0,
      message: `error ${command.code}`,
    })
  }
  throwCoded(run, instance, command.kind, command.code, command.variables ?? {})
  return undefined
}

const openCall = (run: Run, key: number): Instance | Rejection => {
  const instance = run.state.instances.get(key)
  if (instance?.called !== undefined) return instance
  return reject(
    'no-such-call',
    `Nothing at ${key} of case ${run.state.case} waits for a called process`,
    'Drop it: the call is over',
  )
}

export const completeCall: Handler<'completeCall'> = (run, command) => {
  const instance = openCall(run, command.key)
  if ('code' in instance) return instance
  const node = run.node(instance)
  const all = node.type === 'callActivity' && (node.allOut || node.outputs.length > 0)
  run.deliver(instance, all ? command.variables : {})
  return undefined
}

export const failCall: Handler<'failCall'> = (run, command) => {
  const instance = openCall(run, command.key)
  if ('code' in instance) return instance
  run.incident(instance, 'entering', new Trouble(command.code, command.message))
  return undefined
}
