import { inject, provide, type InjectionKey } from 'vue'
import type { JsonObject, Path, Steps } from '../schema/path.ts'
import { valueAt } from '../schema/path.ts'
import type { Locale } from '../schema/words.ts'
import type { Scope, Sight } from '../validate/visible.ts'
import type { wordsOf } from './words.ts'

/** What the parts of one form share. Read through getters, so it stays live. */
export interface FormContext {
  readonly sight: Sight
  readonly locale: Locale
  readonly words: ReturnType<typeof wordsOf>
  readonly readonly: boolean
  problemAt: (path: string) => string | undefined
  idOf: (path: string) => string
  update: (steps: Steps, value: unknown) => void
}

/** The record that a run of components belongs to: the form's data, or one row of a list. */
export interface Place {
  readonly record: unknown
  /** The same record, values that count only. */
  readonly settled: unknown
  readonly scope: Scope
  readonly steps: Steps
  /** Keys of the groups around, inside the record. */
  readonly base: Path
  /** What precedes the key in the path of a problem, e.g. `materials[0].`. */
  readonly prefix: string
}

const key: InjectionKey<FormContext> = Symbol('form')

export const provideForm = (context: FormContext): void => provide(key, context)

export function useForm(): FormContext {
  const context = inject(key)
  if (!context) throw new Error('Expected to be inside a FormView, but there is none around.')
  return context
}

export const pathIn = (place: Place, own: Path): string => place.prefix + [...place.base, ...own].join('.')
export const stepsIn = (place: Place, own: Path): Steps => [...place.steps, ...place.base, ...own]
export const valueIn = (place: Place, own: Path): unknown => valueAt(place.record, [...place.base, ...own])
export const settledIn = (place: Place, own: Path): unknown => valueAt(place.settled, [...place.base, ...own])

export const rootPlace = (data: JsonObject, sight: Sight): Place => ({
  record: data,
  settled: sight.data,
  scope: sight.scope,
  steps: [],
  base: [],
  prefix: '',
})
