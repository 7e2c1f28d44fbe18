import { child, list, text } from '../../model/moddle.ts'
import { functionOf, type FeelValue } from '../feel.ts'
import { conforming } from '../types/coerce.ts'
import { any } from '../types/type.ts'
import { extended, nothing, type CompileBoxed } from './boxed.ts'

/** A function definition (DMN 1.5, 10.2.1.7) of kind FEEL. With an argument that does not conform it is not called: null. */
export const functionDefinition: CompileBoxed = (expression, place) => {
  const kind = text(expression, 'kind') ?? 'FEEL'
  if (kind !== 'FEEL') {
    const words = `A function is written in ${kind}; only FEEL is executed here, so that no model can reach the machine`
    place.report('decision-function-kind', expression, words, 'Write the function in FEEL')
    return { logic: nothing, type: any }
  }
  const parameters = list(expression, 'formalParameter').map((parameter) => ({
    name: parameter.name ?? '',
    type: place.typeOf(parameter, text(parameter, 'typeRef')),
  }))
  const names = parameters.map(({ name }) => name)
  const body = place.compile(child(expression, 'body'), new Map(parameters.map(({ name, type }) => [name, type])))
  return {
    logic: (lookup, run) =>
      functionOf('', names, (values) => {
        const given = new Map<string, FeelValue>()
        for (const [at, { name, type }] of parameters.entries()) {
          const value = conforming(values[at], type, run)
          if (value === undefined) return null
          given.set(name, value)
        }
        return body.logic(extended(lookup, given), run)
      }),
    type: { kind: 'function', parameters: parameters.map(({ type }) => type), result: body.type },
  }
}
