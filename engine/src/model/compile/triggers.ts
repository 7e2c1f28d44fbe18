import { constant } from '../../expression/constant.ts'
import type { Expression } from '../../expression/expression.ts'
import { checkCron, china, isCron, isTimeProblem, parseCycle, parseDuration, parseInstant } from '../../time/index.ts'
import type { ConditionFilter, TimerDefinition, Trigger, TriggerKind } from '../graph.ts'
import { body, child, list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

const kinds: Readonly<Record<string, TriggerKind>> = {
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:CompensateEventDefinition': 'compensate',
  'bpmn:CancelEventDefinition': 'cancel',
  'bpmn:TerminateEventDefinition': 'terminate',
}

/** The event's triggers, those given by reference included; one that the position does not allow is a problem. */
export function triggersOf(
  event: ModdleElement,
  compiling: Compiling,
  allowed: readonly TriggerKind[],
): readonly Trigger[] {
  const definitions = [...list(event, 'eventDefinitions'), ...list(event, 'eventDefinitionRef')]
  return definitions.flatMap((definition) => definedTrigger(event, definition, compiling, allowed) ?? [])
}

/** The trigger that one event definition names. */
export function definedTrigger(
  event: ModdleElement,
  definition: ModdleElement,
  compiling: Compiling,
  allowed: readonly TriggerKind[],
): Trigger | undefined {
  const kind = kinds[definition.$type]
  if (kind !== undefined && allowed.includes(kind)) return triggerOf(kind, event, definition, compiling)
  const what = definition.$type.replace('bpmn:', '')
  compiling.report(
    'trigger-misplaced',
    event,
    'eventDefinitions',
    `${named(event)}: ${what} is not allowed in this position`,
    'Use another kind of event here',
  )
  return undefined
}

function triggerOf(
  kind: TriggerKind,
  event: ModdleElement,
  definition: ModdleElement,
  compiling: Compiling,
): Trigger | undefined {
  switch (kind) {
    case 'timer':
      return { kind, timer: timerOf(event, definition, compiling) }
    case 'message':
      return messageOf(event, child(definition, 'messageRef'), compiling)
    case 'signal':
      return { kind, name: nameOf(event, 'signalRef', child(definition, 'signalRef'), 'signal', compiling) }
    case 'error':
    case 'escalation':
      return codeOf(kind, event, child(definition, `${kind}Ref`), compiling)
    case 'conditional': {
      const condition = body(definition, 'condition')
      if (!condition) missing(event, 'condition', 'no condition', 'Write the condition that it waits for', compiling)
      const filter = filterOf(definition, compiling)
      return {
        kind,
        ...(filter ? { filter } : {}),
        condition: condition ? compiling.feel(event, 'condition', condition) : constant(false),
      }
    }
    case 'link':
      return { kind, name: text(definition, 'name') ?? '' }
    case 'compensate': {
      const activity = child(definition, 'activityRef')?.id
      if (definition.get('waitForCompletion') === false)
        compiling.report(
          'attribute-not-executable',
          event,
          'waitForCompletion',
          `${named(event)}: going on before all is undone cannot be executed`,
          'Remove waitForCompletion: the event waits',
        )
      return { kind, ...(activity === undefined ? {} : { activity }) }
    }
    case 'cancel':
    case 'terminate':
      return { kind }
  }
}

/** Names and kinds of changes, with commas between them. */
function filterOf(definition: ModdleElement, compiling: Compiling): ConditionFilter | undefined {
  const filter = compiling.extension(definition, 'zeebe:ConditionalFilter')
  if (!filter) return undefined
  const parts = (field: string): string[] => (text(filter, field) ?? '').split(',').flatMap((part) => part.trim() || [])
  const variables = parts('variableNames')
  const on = parts('variableEvents').flatMap((event) => (event === 'create' || event === 'update' ? [event] : []))
  return { ...(variables.length > 0 ? { variables } : {}), ...(on.length > 0 ? { on } : {}) } as ConditionFilter
}

function missing(event: ModdleElement, field: string, what: string, fix: string, compiling: Compiling): void {
  compiling.report('trigger-incomplete', event, field, `${named(event)} has ${what}`, fix)
}

/** A message by its name; the correlation key stands on the message. Without a reference the element's own name counts. */
export function messageOf(event: ModdleElement, message: ModdleElement | undefined, compiling: Compiling): Trigger {
  const subscription = message && compiling.extension(message, 'zeebe:Subscription')
  const key = subscription && compiling.optional(message, 'correlationKey', subscription)
  if (key && key.names.length === 0 && isNull(key)) {
    const words = `${named(event)} waits for the key null, with which no message can come`
    compiling.report('message-uncorrelated', event, 'correlationKey', words, 'Name the value that tells the case')
  }
  const name = nameOf(event, 'messageRef', message, 'message', compiling)
  return { kind: 'message', name, ...(key ? { correlationKey: key } : {}) }
}

const isNull = (key: Expression): boolean => {
  const result = key.evaluate(() => undefined, { at: 0, calendar: china })
  return result.ok && result.value === null
}

function nameOf(
  event: ModdleElement,
  field: string,
  root: ModdleElement | undefined,
  what: string,
  compiling: Compiling,
): Expression {
  const name = root?.name ?? root?.id
  if (name === undefined) {
    missing(event, field, `no ${what}`, `Choose the ${what}`, compiling)
    return constant('')
  }
  return compiling.value(event, field, name)
}

function codeOf(
  kind: 'error' | 'escalation',
  event: ModdleElement,
  root: ModdleElement | undefined,
  compiling: Compiling,
): Trigger {
  const code = root && text(root, `${kind}Code`)
  return { kind, ...(code === undefined ? {} : { code: compiling.value(event, `${kind}Ref`, code) }) }
}

const unset: TimerDefinition = { kind: 'duration', value: constant(null) }

function timerOf(event: ModdleElement, definition: ModdleElement, compiling: Compiling): TimerDefinition {
  const given = (['timeDate', 'timeDuration', 'timeCycle'] as const).filter((field) => child(definition, field))
  const deadline = text(definition, 'deadline')
  const times = given.length + (deadline === undefined ? 0 : 1)
  if (times !== 1) {
    compiling.report(
      'timer-unclear',
      event,
      'deadline',
      `Expected exactly one time on ${named(event)}, but it has ${times}`,
      'Say when it fires: a deadline, a date, a duration or a cycle',
    )
    return unset
  }
  if (deadline !== undefined) return { kind: 'deadline', value: compiling.feel(event, 'deadline', deadline) }
  return isoTimer(event, definition, given[0]!, compiling)
}

const parsers = {
  timeDate: parseInstant,
  timeDuration: parseDuration,
  timeCycle: (cycle: string) => (isCron(cycle) ? checkCron(cycle) : parseCycle(cycle)),
}
const isoKinds = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const

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
        'Write it as ISO 8601 (a cycle also as cron), or as FEEL after an =',
      )
    } else if (typeof parsed === 'object' && 'times' in parsed && parsed.times === 0) {
      const words = `${named(event)} fires 0 times, so it can never happen`
      compiling.report('timer-never', event, field, words, 'Say how often it repeats, or delete it')
    }
  }
  return { kind: isoKinds[field], value }
}
