import type { JobDefinition, Trigger, TriggerKind } from '../graph.ts'
import { child, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import { jobOf } from './jobs.ts'
import type { CompileOwn } from './place.ts'
import { triggersOf } from './triggers.ts'

const parallel = (event: ModdleElement): boolean => event.get('parallelMultiple') === true

/** Starts of processes that somebody outside can cause, and those of event sub-processes (BPMN 2.0.2, tables 10.85 and 10.86). */
const processStart: readonly TriggerKind[] = ['message', 'signal', 'timer', 'conditional']
const handlerStart: readonly TriggerKind[] = [...processStart, 'error', 'escalation', 'compensate']

export const startEvent: CompileOwn<'startEvent'> = (event, { compiling }) => {
  const container = event.$parent!
  const isHandler = container.get('triggeredByEvent') === true
  const top = container.$type === 'bpmn:Process'
  const triggers = triggersOf(event, compiling, isHandler ? handlerStart : top ? processStart : [])
  if (isHandler && triggers.length === 0) {
    compiling.report(
      'trigger-missing',
      event,
      'eventDefinitions',
      `The start of event sub-process ${named(container)} waits for nothing`,
      'Give it a trigger',
    )
  }
  const interrupting = event.get('isInterrupting') !== false
  if (isHandler && !interrupting && triggers.some(({ kind }) => kind === 'error' || kind === 'compensate')) {
    compiling.report(
      'must-interrupt',
      event,
      'isInterrupting',
      `${named(event)}: an error or compensation always interrupts`,
      'Make it interrupting',
    )
  }
  const form = compiling.extension(event, 'zeebe:FormDefinition')
  const formId = form && text(form, 'formId')
  return {
    type: 'startEvent',
    triggers,
    parallelMultiple: parallel(event),
    interrupting,
    ...(formId === undefined ? {} : { form: formId }),
  }
}

const ends: readonly TriggerKind[] = ['message', 'signal', 'error', 'escalation', 'compensate', 'cancel', 'terminate']

export const endEvent: CompileOwn<'endEvent'> = (event, { compiling }) => ({
  type: 'endEvent',
  triggers: thrown(event, compiling, ends),
  parallelMultiple: false,
  ...job(event, compiling),
})

const throws: readonly TriggerKind[] = ['message', 'signal', 'escalation', 'compensate', 'link']

export const intermediateThrowEvent: CompileOwn<'intermediateThrowEvent'> = (event, { compiling }) => ({
  type: 'intermediateThrowEvent',
  triggers: thrown(event, compiling, throws),
  parallelMultiple: false,
  ...job(event, compiling),
})

function thrown(event: ModdleElement, compiling: Compiling, allowed: readonly TriggerKind[]) {
  const triggers = triggersOf(event, compiling, allowed)
  for (const trigger of triggers) {
    const coded = trigger.kind === 'error' || trigger.kind === 'escalation'
    if (coded && !trigger.code) {
      compiling.report(
        'trigger-incomplete',
        event,
        `${trigger.kind}Ref`,
        `${named(event)} throws an ${trigger.kind} without a code`,
        `Choose the ${trigger.kind}`,
      )
    }
  }
  return triggers
}

function job(event: ModdleElement, compiling: Compiling): { job?: JobDefinition } {
  const found = jobOf(event, compiling)
  return found ? { job: found } : {}
}

function needsTrigger(event: ModdleElement, triggers: readonly Trigger[], compiling: Compiling): void {
  if (triggers.length > 0) return
  const words = `${named(event)} waits for nothing`
  compiling.report('trigger-missing', event, 'eventDefinitions', words, 'Give it a trigger')
}

const boundaries: readonly TriggerKind[] = [
  'timer',
  'message',
  'signal',
  'error',
  'escalation',
  'conditional',
  'compensate',
  'cancel',
]

export const boundaryEvent: CompileOwn<'boundaryEvent'> = (event, { compiling, index }) => {
  const host = child(event, 'attachedToRef')
  const attachedTo = index(host?.id)
  if (attachedTo === undefined) {
    compiling.report(
      'boundary-unattached',
      event,
      'attachedToRef',
      `${named(event)} is not attached to an activity`,
      'Draw it on the border of an activity',
    )
  }
  const triggers = triggersOf(event, compiling, boundaries)
  needsTrigger(event, triggers, compiling)
  const interrupting = event.get('cancelActivity') !== false
  if (!interrupting && triggers.some(({ kind }) => kind === 'error' || kind === 'cancel' || kind === 'compensate')) {
    compiling.report(
      'must-interrupt',
      event,
      'cancelActivity',
      `${named(event)}: an error, cancel or compensation always interrupts`,
      'Make it interrupting',
    )
  }
  if (triggers.some(({ kind }) => kind === 'cancel') && host?.$type !== 'bpmn:Transaction') {
    compiling.report(
      'cancel-outside-transaction',
      event,
      'attachedToRef',
      `${named(event)}: only a transaction can be cancelled`,
      'Attach it to a transaction',
    )
  }
  return {
    type: 'boundaryEvent',
    attachedTo: attachedTo ?? 0,
    interrupting,
    triggers,
    parallelMultiple: parallel(event),
  }
}

const catches: readonly TriggerKind[] = ['timer', 'message', 'signal', 'conditional', 'link']

export const intermediateCatchEvent: CompileOwn<'intermediateCatchEvent'> = (event, { compiling }) => {
  const triggers = triggersOf(event, compiling, catches)
  needsTrigger(event, triggers, compiling)
  return { type: 'intermediateCatchEvent', triggers, parallelMultiple: parallel(event) }
}
