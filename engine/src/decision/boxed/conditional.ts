import { child } from '../../model/moddle.ts'
import { textOf } from '../../expression/values/text.ts'
import type { CompileBoxed } from './boxed.ts'

/** A conditional (DMN 1.5, 10.2.1.8): null is not true; what is neither true, false nor null has no answer. */
export const conditional: CompileBoxed = (expression, place) => {
  const [test, yes, no] = ['if', 'then', 'else'].map((part) => {
    const holder = child(expression, part)
    return place.compile(holder && child(holder, 'value'))
  })
  return {
    logic(lookup, run) {
      const holds = test!.logic(lookup, run)
      if (holds === null || typeof holds === 'boolean') return (holds ? yes! : no!).logic(lookup, run)
      run.warn(`Expected a condition to be true or false, but it is ${textOf(holds, run.feel)}`)
      return null
    },
    type: yes!.type,
  }
}
