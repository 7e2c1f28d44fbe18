import { child, text, type ModdleElement } from '../../model/moddle.ts'
import { isList, type FeelValue } from '../../expression/values/value.ts'
import type { Lookup } from '../feel.ts'
import type { Run } from '../run.ts'
import { any, bare, basic, listOf } from '../types/type.ts'
import { extended, type Boxed, type CompileBoxed, type Logic, type Place } from './boxed.ts'

interface Parts {
  readonly variable: string
  readonly items: (lookup: Lookup, run: Run) => readonly FeelValue[] | null
  readonly body: Boxed
}

/** `for` (DMN 1.5, 10.2.1.9): the values of the body; those so far are `partial`. */
export const forIterator: CompileBoxed = (expression, place) => {
  const { variable, items, body } = partsOf(expression, place, 'return')
  return {
    logic(lookup, run) {
      const found = items(lookup, run)
      if (found === null) return null
      const partial: FeelValue[] = []
      for (const item of found) {
        run.feel.spend(1 + (partial.length >> 4))
        partial.push(body.logic(inside(lookup, variable, item, partial), run))
      }
      run.feel.makeItems(partial.length)
      return partial
    },
    type: listOf(body.type),
  }
}

/** `some`: true when one fulfils the body, null when none does and one has no answer. */
export const someIterator: CompileBoxed = (expression, place) => quantified(expression, place, true)

/** `every`: false when one does not fulfil the body, null when all others do and one has no answer. */
export const everyIterator: CompileBoxed = (expression, place) => quantified(expression, place, false)

function quantified(expression: ModdleElement, place: Place, decisive: boolean): Boxed {
  const { variable, items, body } = partsOf(expression, place, 'satisfies')
  const logic: Logic = (lookup, run) => {
    const found = items(lookup, run)
    if (found === null) return null
    let unknown = false
    for (const item of found) {
      run.feel.spend(1)
      const holds = body.logic(inside(lookup, variable, item), run)
      if (holds === decisive) return decisive
      if (typeof holds !== 'boolean') unknown = true
    }
    return unknown ? null : !decisive
  }
  return { logic, type: basic('boolean') }
}

function partsOf(expression: ModdleElement, place: Place, bodyName: string): Parts {
  const variable = text(expression, 'iteratorVariable') ?? ''
  const holder = child(expression, 'in')
  const domain = place.compile(holder && child(holder, 'value'))
  const bodyHolder = child(expression, bodyName)
  const declared = holder ? place.typeOf(holder, text(holder, 'typeRef')) : any
  const items = bare(declared.kind === 'any' ? domain.type : declared)
  const known = new Map([
    [variable, items.kind === 'list' ? items.of : any],
    ['partial', listOf(any)],
  ])
  return {
    variable,
    items: (lookup, run) => itemsOf(domain.logic(lookup, run)),
    body: place.compile(bodyHolder && child(bodyHolder, 'value'), known),
  }
}

/** A single value is a list of one (DMN 1.5, 10.3.2.9.4). */
const itemsOf = (value: FeelValue): readonly FeelValue[] | null =>
  value === null ? null : isList(value) ? value : [value]

const inside = (lookup: Lookup, variable: string, item: FeelValue, partial?: readonly FeelValue[]): Lookup =>
  extended(
    lookup,
    new Map<string, FeelValue>([[variable, item], ...(partial ? [['partial', partial.slice()] as const] : [])]),
  )
