import { list as childrenOf } from '../../model/moddle.ts'
import { any, listOf } from '../types/type.ts'
import type { CompileBoxed } from './boxed.ts'

/** A boxed list (DMN 1.5, 10.2.1.5). */
export const list: CompileBoxed = (expression, place) => {
  const elements = childrenOf(expression, 'elements').map((element) => place.compile(element))
  return {
    logic(lookup, run) {
      run.feel.makeItems(elements.length)
      return elements.map(({ logic }) => logic(lookup, run))
    },
    type: listOf(elements[0]?.type ?? any),
  }
}
