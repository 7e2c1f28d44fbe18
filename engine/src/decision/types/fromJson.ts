import { isContext, isList, type FeelValue } from '../../expression/values/value.ts'
import { feelValue } from '../values.ts'
import { bare, type BasicName, type Type } from './type.ts'

const textual: Readonly<Partial<Record<BasicName, string>>> = {
  date: 'date',
  time: 'time',
  'date and time': 'dateTime',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
}

/** JSON has no dates: where the type is a date, time or duration, its ISO text is read as one. */
export function fromJson(value: FeelValue, type: Type): FeelValue {
  const plain = bare(type)
  if (typeof value === 'string') {
    const kind = plain.kind === 'basic' ? textual[plain.name] : undefined
    return kind === undefined ? value : feelValue(kind, value)
  }
  if (plain.kind === 'list') return isList(value) ? value.map((item) => fromJson(item, plain.of)) : value
  if (plain.kind !== 'context' || !isContext(value)) return value
  const entries = Object.entries(value).map(([name, entry]) => {
    const entryType = plain.entries.get(name)
    return [name, entryType ? fromJson(entry, entryType) : entry]
  })
  return Object.fromEntries(entries) as FeelValue
}
