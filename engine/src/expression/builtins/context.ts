import type { Run } from '../run.ts'
import { contextOf, entryOf, isContext, isList, type FeelContext, type FeelValue } from '../values/value.ts'
import { takes, type Family } from './signature.ts'

function put(context: FeelContext, keys: readonly FeelValue[], value: FeelValue, run: Run): FeelValue {
  const [key, ...rest] = keys
  if (typeof key !== 'string') return run.warn('wrong-arguments', 'a key is no string')
  run.spend(1)
  run.makeItems(2 * Object.keys(context).length + 2)
  if (rest.length === 0) return contextOf([...Object.entries(context), [key, value]])
  const inner = entryOf(context, key) ?? null
  if (!isContext(inner)) return run.warn('wrong-arguments', `${key} is no context`)
  run.enter(1)
  const changed = put(inner, rest, value, run)
  run.leave(1)
  return changed === null ? null : contextOf([...Object.entries(context), [key, changed]])
}

function fromEntries(entries: readonly FeelValue[], run: Run): FeelValue {
  const found = new Map<string, FeelValue>()
  run.spend(entries.length)
  run.makeItems(2 * entries.length)
  for (const entry of entries) {
    const key = isContext(entry) ? entryOf(entry, 'key') : undefined
    const value = isContext(entry) ? entryOf(entry, 'value') : undefined
    if (typeof key !== 'string' || value === undefined || found.has(key)) {
      return run.warn('wrong-arguments', 'an entry has no key of its own or no value')
    }
    found.set(key, value)
  }
  return contextOf(found)
}

function merge(contexts: readonly FeelValue[], run: Run): FeelValue {
  if (!contexts.every(isContext)) return run.warn('wrong-arguments', 'the list has more than contexts')
  const entries = contexts.flatMap((context) => Object.entries(context))
  run.spend(entries.length)
  run.makeItems(2 * entries.length)
  return contextOf(entries)
}

/** Context functions (DMN 1.5, §10.3.4.10). */
export const contextFunctions: Family = {
  'get value': [
    takes(
      'm: context, key: string',
      ([m, key], run) =>
        entryOf(m, key) ?? (Object.hasOwn(m, key) ? null : run.warn('unknown-entry', `there is no ${key}`)),
    ),
    takes('m: context, key: list', ([m, keys]: [FeelContext, readonly FeelValue[]], run) => {
      let value: FeelValue = m
      for (const key of keys) {
        value = typeof key === 'string' && isContext(value) ? (entryOf(value, key) ?? null) : null
      }
      return value ?? run.warn('unknown-entry', 'there is no such entry')
    }),
  ],
  'get entries': [
    takes('m: context', ([m]: [FeelContext], run) => {
      const entries = Object.entries(m)
      run.spend(entries.length)
      run.makeItems(4 * entries.length)
      return entries.map(([key, value]) => ({ key, value }))
    }),
  ],
  context: [takes('entries: list', ([entries], run) => fromEntries(entries, run))],
  'context put': [
    takes('context: context, key: string, value: any', ([context, key, value], run) => put(context, [key], value, run)),
    takes('context: context, keys: list, value: any', ([context, keys, value], run) =>
      isList(keys) && keys.length > 0 ? put(context, keys, value, run) : run.warn('wrong-arguments', 'no keys'),
    ),
  ],
  'context merge': [takes('contexts: list', ([contexts], run) => merge(contexts, run))],
}
