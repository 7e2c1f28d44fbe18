import type { ModdleElement } from '../../model/moddle.ts'
import { isTimeProblem, parseDuration } from '../../time/iso8601.ts'
import type { Conversion } from '../conversion.ts'
import { take, takeAttribute, takeChildren, type Source } from '../source.ts'
import { addProperty, extend } from '../target.ts'
import type { Settable } from '../walk.ts'
import type { Part } from './part.ts'

/** What stands on the process itself, and properties of any element. */
export const process: Part = (conversion, element, source) => {
  properties(conversion, element, source)
  if (element.$type !== 'bpmn:Process') return
  executable(conversion, element)
  versionTag(conversion, element, source)
  retention(conversion, element, source)
  const startable = takeAttribute(source, 'isStartableInTasklist')
  if (startable?.value === 'true') conversion.dropped(element, startable.what, 'startable', startable.value)
  else if (startable) conversion.unconverted(element, startable.what, 'not-startable', startable.value)
}

/** Both engines execute a process that does not say whether it is executable. */
function executable(conversion: Conversion, element: ModdleElement): void {
  if (Object.hasOwn(element, 'isExecutable')) return
  ;(element as Settable).set('isExecutable', true)
  conversion.converted(element, 'bpmn:isExecutable', 'executable', '', { to: 'true' })
}

function versionTag(conversion: Conversion, element: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'versionTag')
  if (!attribute) return
  extend(element, 'zeebe:VersionTag', { value: attribute.value })
  conversion.converted(element, attribute.what, 'version-tag', attribute.value, { to: attribute.value })
}

/** A number of days, or an ISO 8601 duration in days. */
function retention(conversion: Conversion, element: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'historyTimeToLive')
  if (!attribute) return
  const to = /^\d+$/.test(attribute.value) ? `P${attribute.value}D` : attribute.value
  if (isTimeProblem(parseDuration(to)))
    return conversion.unconverted(element, attribute.what, 'retention-unclear', attribute.value)
  addProperty(element, 'case.retention', to)
  conversion.converted(element, attribute.what, 'retention', attribute.value, { to })
}

function properties(conversion: Conversion, element: ModdleElement, source: Source): void {
  for (const holder of takeChildren(source, 'properties')) {
    const held = takeChildren(holder, 'property')
    if (held.length === 0) conversion.dropped(element, holder.what, 'empty', '')
    for (const property of held) {
      const name = take(property, 'name') ?? take(property, 'id') ?? ''
      const value = take(property, 'value') ?? ''
      addProperty(element, name, value)
      conversion.converted(element, property.what, 'property', name, { to: value })
    }
  }
}
