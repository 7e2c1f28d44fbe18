import { child, list, text } from '../../model/moddle.ts'
import { invoke } from '../feel.ts'
import { coerce } from '../types/coerce.ts'
import { any } from '../types/type.ts'
import type { CompileBoxed } from './boxed.ts'

/** An invocation (DMN 1.5, 10.2.1.3): binds values to the parameters of a function by their names. */
export const invocation: CompileBoxed = (expression, place) => {
  const callee = place.compile(child(expression, 'calledFunction'))
  const bindings = list(expression, 'binding').map((binding) => {
    const parameter = child(binding, 'parameter')
    const type = parameter ? place.typeOf(parameter, text(parameter, 'typeRef')) : any
    return { name: parameter?.name ?? '', type, logic: place.compile(child(binding, 'bindingFormula')).logic }
  })
  return {
    logic(lookup, run) {
      const values = bindings.map(({ name, type, logic }) => [name, coerce(logic(lookup, run), type, run)] as const)
      const result = invoke(callee.logic(lookup, run), new Map(values), run)
      if (result !== undefined) return result
      run.warn(`Expected a function with the parameters ${bindings.map(({ name }) => name).join(', ')}`)
      return null
    },
    type: callee.type.kind === 'function' ? callee.type.result : any,
  }
}
