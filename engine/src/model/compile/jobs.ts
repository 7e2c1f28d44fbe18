import { constant } from '../../expression/constant.ts'
import type { JobDefinition } from '../graph.ts'
import { list, text, type ModdleElement } from '../moddle.ts'
import type { Compiling } from './compiling.ts'

/** `zeebe:taskDefinition` with its headers, where the element has one. */
export function jobOf(element: ModdleElement, compiling: Compiling): JobDefinition | undefined {
  const definition = compiling.extension(element, 'zeebe:TaskDefinition')
  if (!definition) return undefined
  return {
    type: compiling.required(element, 'type', definition, 'Name the type of job that a worker or connector takes'),
    retries: compiling.optional(element, 'retries', definition) ?? constant(3),
    headers: headersOf(element, compiling),
  }
}

function headersOf(element: ModdleElement, compiling: Compiling): Readonly<Record<string, string>> {
  const headers = compiling.extension(element, 'zeebe:TaskHeaders')
  const entries = headers ? list(headers, 'values').map((h) => [text(h, 'key') ?? '', text(h, 'value') ?? '']) : []
  return Object.freeze(Object.fromEntries(entries) as Record<string, string>)
}
