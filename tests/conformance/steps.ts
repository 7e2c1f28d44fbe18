import { addDuration, isTimeProblem, parseDuration, type Command } from '@lianban/engine'
import type { Outcome } from '@lianban/engine/runtime'
import type { Step } from './case.ts'
import type { World } from './world.ts'

/** Does one step; answers why it could not be done. */
type Play = (world: World, step: Step, process: string) => Promise<string | undefined>

const refusal = (outcome: Outcome): string | undefined => (outcome.ok ? undefined : outcome.rejection.words)

const start: Play = async ({ runtime }, step, process) => {
  const variables = step.variables === undefined ? {} : { variables: step.variables }
  return refusal(await runtime.start({ process: step.start || process, ...variables }))
}

const advance: Play = async ({ runtime }, step) => {
  const duration = parseDuration(step.advance!)
  if (isTimeProblem(duration)) return duration.problem
  await runtime.advance(addDuration(runtime.clock.now(), duration, runtime.calendar.zone))
  return undefined
}

const complete: Play = async (world, step) => {
  const element = step.complete!
  const open = await oldestOpen(world, element)
  if (!open) return `Expected an open task or job at ${element}, but there is none`
  const { caseId, key, isTask } = open
  const variables = step.variables ?? {}
  const command: Command = isTask
    ? { type: 'completeTask', key, by: 'conformance', variables }
    : { type: 'completeJob', key, variables }
  return refusal(await world.runtime.dispatch(caseId, command))
}

async function oldestOpen({ runtime, log }: World, element: string) {
  for (const { caseId, event } of log) {
    if ((event.type !== 'taskCreated' && event.type !== 'jobCreated') || event.element !== element) continue
    const instance = (await runtime.store.case(caseId))?.state.instances.get(event.key)
    if (instance?.task ?? instance?.job) return { caseId, key: event.key, isTask: instance?.task !== undefined }
  }
  return undefined
}

const throwError: Play = async (world, step) => {
  const open = await oldestOpen(world, step.throw!)
  if (!open) return `Expected an open job at ${step.throw}, but there is none`
  const command: Command = {
    type: 'throw',
    key: open.key,
    kind: 'error',
    code: step.error!,
    variables: step.variables ?? {},
  }
  return refusal(await world.runtime.dispatch(open.caseId, command))
}

const message: Play = async ({ runtime }, step) => {
  const keyed = step.key === undefined ? {} : { correlationKey: step.key }
  return refusal(await runtime.publish({ name: step.message!, variables: step.variables ?? {}, ...keyed }))
}

const signal: Play = async ({ runtime }, step) => refusal(await runtime.broadcast(step.signal!, step.variables ?? {}))

/** The verbs of a step: one line each. */
const verbs: Readonly<Record<string, Play>> = { start, advance, complete, throw: throwError, message, signal }

/** Plays one step and lets everything that is due happen. */
export async function playStep(world: World, step: Step, process: string): Promise<string | undefined> {
  const verb = Object.keys(verbs).find((name) => name in step)
  if (!verb) return `Expected one of ${Object.keys(verbs).join(', ')}, but the step is ${JSON.stringify(step)}`
  const trouble = await verbs[verb]!(world, step, process)
  await world.runtime.settle()
  return trouble
}
