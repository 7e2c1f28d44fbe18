import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { takeAttribute, type Source } from '../source.ts'

/** `PREFIXBinding`, `PREFIXVersion` and `PREFIXVersionTag` of Camunda 7 as `bindingType` and `versionTag`. */
export function bindingOf(
  conversion: Conversion,
  element: ModdleElement,
  source: Source,
  prefix: 'calledElement' | 'decisionRef',
): Readonly<Record<string, string>> | undefined {
  const binding = takeAttribute(source, `${prefix}Binding`)
  const version = takeAttribute(source, `${prefix}Version`)
  const tag = takeAttribute(source, `${prefix}VersionTag`)
  if (binding?.value === 'version') {
    conversion.unconverted(element, binding.what, 'binding-version', `version ${version?.value ?? ''}`.trim())
    if (version) conversion.dropped(element, version.what, 'binding-unused', version.value)
    if (tag) conversion.dropped(element, tag.what, 'binding-unused', tag.value)
    return undefined
  }
  if (version) conversion.dropped(element, version.what, 'binding-unused', version.value)
  if (binding?.value === 'versionTag' && tag && !/[$#]\{/.test(tag.value)) {
    conversion.converted(element, binding.what, 'binding', binding.value, { to: 'versionTag' })
    conversion.converted(element, tag.what, 'version-tag', tag.value, { to: tag.value })
    return { bindingType: 'versionTag', versionTag: tag.value }
  }
  if (tag) conversion.unconverted(element, tag.what, 'binding-unclear', tag.value)
  if (!binding) return undefined
  if (binding.value === 'latest' || binding.value === 'deployment') {
    conversion.converted(element, binding.what, 'binding', binding.value, { to: binding.value })
    return { bindingType: binding.value }
  }
  conversion.unconverted(element, binding.what, 'binding-unclear', binding.value)
  return undefined
}
