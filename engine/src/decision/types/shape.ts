import type { Type } from './type.ts'

/** The names of all entries of these types, however deep: FEEL can tell names with blanks apart only by knowing them. */
export function entryNames(types: Iterable<Type>, found = new Set<string>(), seen = new Set<Type>()): Set<string> {
  for (const type of types) {
    if (seen.has(type)) continue
    seen.add(type)
    if (type.kind === 'constrained' || type.kind === 'list') entryNames([type.of], found, seen)
    if (type.kind === 'function') entryNames([type.result], found, seen)
    if (type.kind !== 'context') continue
    for (const name of type.entries.keys()) found.add(name)
    entryNames(type.entries.values(), found, seen)
  }
  return found
}
