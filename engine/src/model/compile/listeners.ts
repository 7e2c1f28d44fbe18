import { constant } from '../../expression/constant.ts'
import { executionPoints, taskPoints, type JobDefinition, type ListenerPoint } from '../graph.ts'
import { child, list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import { headersIn } from './jobs.ts'

/** Names that Camunda has given to the same points in its releases. */
const otherNames: Readonly<Record<string, ListenerPoint>> = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
}

/** `zeebe:executionListeners` of any element, and `zeebe:taskListeners` of a user task. */
export function listenersOf(element: ModdleElement, compiling: Compiling) {
  const found: Partial<Record<ListenerPoint, JobDefinition[]>> = {}
  const read = (type: string, points: readonly ListenerPoint[]): void => {
    const holder = compiling.extension(element, type)
    for (const listener of holder ? list(holder, 'listeners') : []) {
      const given = text(listener, 'eventType') ?? ''
      const point = points.find((known) => known === given || known === otherNames[given])
      if (!point) {
        compiling.report(
          'listener-unknown',
          element,
          'eventType',
          `${named(element)} listens to «${given}», which cannot be executed`,
          `Choose one of ${points.join(', ')}`,
        )
        continue
      }
      const headers = child(listener, 'headers')
      ;(found[point] ??= []).push({
        type: compiling.required(element, 'type', listener, 'Name the type of job that the listener takes'),
        retries: compiling.optional(element, 'retries', listener) ?? constant(3),
        headers: headers ? headersIn(headers) : {},
      })
    }
  }
  read('zeebe:ExecutionListeners', executionPoints)
  if (element.$type === 'bpmn:UserTask') read('zeebe:TaskListeners', taskPoints)
  return Object.keys(found).length > 0 ? found : undefined
}
