import { child } from '../../model/moddle.ts'
import { isContext, isList, type FeelValue } from '../../expression/values/value.ts'
import type { Lookup } from '../feel.ts'
import { any, bare, type Type } from '../types/type.ts'
import { extended, type CompileBoxed } from './boxed.ts'

/** A filter (DMN 1.5, 10.2.1.10): the items for which the match is true; inside, `item` and its entries are known. */
export const filter: CompileBoxed = (expression, place) => {
  const [inside, matching] = ['in', 'match'].map((part) => {
    const holder = child(expression, part)
    return holder && child(holder, 'value')
  })
  const domain = place.compile(inside)
  const listType = bare(domain.type)
  const item: Type = listType.kind === 'list' ? bare(listType.of) : any
  const entries = item.kind === 'context' ? item.entries : new Map<string, Type>()
  const match = place.compile(matching, new Map([...entries, ['item', item]]))
  return {
    logic(lookup, run) {
      const value = domain.logic(lookup, run)
      if (value === null) return null
      const items = isList(value) ? value : [value]
      return items.filter((one) => {
        run.feel.spend(1)
        return match.logic(of(lookup, one), run) === true
      })
    },
    type: domain.type,
  }
}

const of = (lookup: Lookup, item: FeelValue): Lookup =>
  extended(lookup, new Map([...(isContext(item) ? Object.entries(item) : []), ['item', item]]))
