import type { ModdleElement } from '../../modeler/services.ts'
import type { Create } from './extension.ts'

export const isoTimers = ['timeDuration', 'timeDate', 'timeCycle'] as const
export type TimerKind = 'deadline' | (typeof isoTimers)[number]

export interface TimerValue {
  kind: TimerKind
  source: string
}

export function timerOf(event: ModdleElement): ModdleElement | undefined {
  const definitions = (event.get('eventDefinitions') as ModdleElement[] | undefined) ?? []
  return definitions.find((definition) => definition.$type === 'bpmn:TimerEventDefinition')
}

/** A timer that says nothing yet is shown as a deadline, the kind that follows the legal calendar. */
export function readTimer(timer: ModdleElement): TimerValue {
  const iso = isoTimers.find((kind) => timer.get(kind))
  if (!iso) return { kind: 'deadline', source: String(timer.get('deadline') ?? '') }
  return { kind: iso, source: String((timer.get(iso) as ModdleElement).get('body') ?? '') }
}

/** All four properties, three of them emptied: a timer has exactly one kind. */
export function writeTimer(create: Create, timer: ModdleElement, { kind, source }: TimerValue) {
  const properties: Record<string, unknown> = {
    deadline: undefined,
    timeDuration: undefined,
    timeDate: undefined,
    timeCycle: undefined,
  }
  if (kind === 'deadline') return { ...properties, deadline: source || undefined }
  const expression = create('bpmn:FormalExpression', { body: source })
  expression.$parent = timer
  return { ...properties, [kind]: expression }
}
