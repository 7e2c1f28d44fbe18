import { text } from '../../model/moddle.ts'
import { compileExpression } from '../feel.ts'
import { any } from '../types/type.ts'
import { nothing, type CompileBoxed } from './boxed.ts'

/** A literal expression (DMN 1.5, 7.3.5) in FEEL. Without a text it has no value. */
export const literalExpression: CompileBoxed = (expression, place) => {
  const source = text(expression, 'text')
  const language = text(expression, 'expressionLanguage')
  if (language !== undefined && !/feel/i.test(language)) {
    const words = `An expression is written in ${language}, which is not executed here`
    place.report('decision-language', expression, words, 'Write it in FEEL')
    return { logic: nothing, type: any }
  }
  if (source === undefined || source.trim() === '') return { logic: nothing, type: any }
  const compiled = compileExpression(source, place.scope)
  // A name alone has the type of what it names; what expressions give is known when they are evaluated.
  if ('program' in compiled) return { logic: compiled.program, type: place.scope.names.get(source.trim()) ?? any }
  place.report('decision-expression', expression, compiled.trouble, 'Correct the expression')
  return { logic: nothing, type: any }
}
