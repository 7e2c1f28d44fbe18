import type { TimerDefinition } from '../graph.ts'
import { body, child, list, text, type ModdleElement } from '../moddle.ts'
import { constant } from '../../expression/constant.ts'
import { isTimeProblem, parseCycle, parseDuration, parseInstant } from '../../time/index.ts'
import { named, type Compiling } from './compiling.ts'
import type { CompileOwn } from './place.ts'

const definitions = (event: ModdleElement): readonly ModdleElement[] => [
  ...list(event, 'eventDefinitions'),
  ...list(event, 'eventDefinitionRef'),
]

function noTrigger(event: ModdleElement, compiling: Compiling): void {
  for (const definition of definitions(event)) refuseTrigger(event, definition, compiling)
}

function refuseTrigger(event: ModdleElement, definition: ModdleElement, compiling: Compiling): void {
  const kind = definition.$type.replace('bpmn:', '')
  compiling.report(
    'element-not-executable',
    event,
    'eventDefinitions',
    `${named(event)}: ${kind} cannot be executed in this position`,
    'Use a plain event or a timer here',
  )
}

export const startEvent: CompileOwn<'startEvent'> = (event, { compiling }) => {
  noTrigger(event, compiling)
  const form = compiling.extension(event, 'zeebe:FormDefinition')
  const formId = form && text(form, 'formId')
  return { type: 'startEvent', ...(formId === undefined ? {} : { form: formId }) }
}

export const endEvent: CompileOwn<'endEvent'> = (event, { compiling }) => {
  noTrigger(event, compiling)
  return { type: 'endEvent' }
}

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
  const interrupting = event.get('cancelActivity') !== false
  return { type: 'boundaryEvent', attachedTo: attachedTo ?? 0, interrupting, timer: timerOf(event, compiling) }
}

export const intermediateCatchEvent: CompileOwn<'intermediateCatchEvent'> = (event, { compiling }) => ({
  type: 'intermediateCatchEvent',
  timer: timerOf(event, compiling),
})

const missing: TimerDefinition = { kind: 'duration', value: constant(null) }

function timerOf(event: ModdleElement, compiling: Compiling): TimerDefinition {
  const [definition, ...others] = definitions(event)
  if (definition?.$type !== 'bpmn:TimerEventDefinition' || others.length > 0) {
    const wrong = others[0] ?? definition
    if (wrong) refuseTrigger(event, wrong, compiling)
    else
      compiling.report(
        'trigger-missing',
        event,
        'eventDefinitions',
        `${named(event)} waits for nothing`,
        'Give it a timer',
      )
    return missing
  }
  const given = (['timeDate', 'timeDuration', 'timeCycle'] as const).filter((field) => child(definition, field))
  const deadline = text(definition, 'deadline')
  if (given.length + (deadline === undefined ? 0 : 1) !== 1) {
    compiling.report(
      'timer-unclear',
      event,
      'deadline',
      `Expected exactly one time on ${named(event)}, but it has ${given.length + (deadline ? 1 : 0)}`,
      'Say when it fires: a deadline, a date, a duration or a cycle',
    )
    return missing
  }
  if (deadline !== undefined) return { kind: 'deadline', value: compiling.feel(event, 'deadline', deadline) }
  return isoTimer(event, definition, given[0]!, compiling)
}

const parsers = { timeDate: parseInstant, timeDuration: parseDuration, timeCycle: parseCycle }
const kinds = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const

function isoTimer(
  event: ModdleElement,
  definition: ModdleElement,
  field: keyof typeof parsers,
  compiling: Compiling,
): TimerDefinition {
  const source = body(definition, field) ?? ''
  const value = compiling.value(event, field, source)
  if (!source.startsWith('=')) {
    const parsed = parsers[field](source)
    if (isTimeProblem(parsed)) {
      compiling.report(
        'timer-invalid',
        event,
        field,
        `${named(event)}: ${parsed.problem}`,
        'Write it as ISO 8601, or as FEEL after an =',
      )
    }
  }
  return { kind: kinds[field], value }
}
