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

/** Headers as drawn; linked resources come as JSON in one of their own, as Camunda's workers read them. */
function headersOf(element: ModdleElement, compiling: Compiling): Readonly<Record<string, string>> {
  const headers = compiling.extension(element, 'zeebe:TaskHeaders')
  const linked = compiling.extension(element, 'zeebe:LinkedResources')
  const resources = linked ? list(linked, 'values').map(resource) : []
  return Object.freeze({
    ...(headers ? headersIn(headers) : {}),
    ...(resources.length > 0 ? { linkedResources: JSON.stringify(resources) } : {}),
  })
}

const linkFields = ['resourceId', 'resourceType', 'linkName', 'bindingType', 'versionTag'] as const
const resource = (link: ModdleElement): Record<string, string> =>
  Object.fromEntries(
    linkFields.flatMap((field) => {
      const value = text(link, field)
      return value === undefined ? [] : [[field, value]]
    }),
  )

export const headersIn = (headers: ModdleElement): Readonly<Record<string, string>> =>
  Object.freeze(Object.fromEntries(list(headers, 'values').map((h) => [text(h, 'key') ?? '', text(h, 'value') ?? ''])))
