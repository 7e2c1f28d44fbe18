import type { Conversion } from './conversion.ts'
import type { Settable } from './walk.ts'

/** Camunda's editor notes for which engine a file is: it must not open the converted one as a model of Camunda 7. */
export function platform(conversion: Conversion): void {
  const { $attrs } = conversion.definitions as Settable
  for (const [key, value] of Object.entries($attrs)) {
    if (!key.endsWith(':executionPlatform') || value !== 'Camunda Platform') continue
    $attrs[key] = 'Camunda Cloud'
    conversion.converted(conversion.definitions, key, 'platform', String(value), { to: 'Camunda Cloud' })
    const version = `${key}Version`
    if ($attrs[version] === undefined) continue
    conversion.converted(conversion.definitions, version, 'platform', String($attrs[version]), { to: '8.8.0' })
    $attrs[version] = '8.8.0'
  }
}
