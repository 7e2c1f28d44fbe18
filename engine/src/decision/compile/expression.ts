import { text, type ModdleElement } from '../../model/moddle.ts'
import type { Problem } from '../../model/problem.ts'
import { nothing, type Boxed, type Place } from '../boxed/boxed.ts'
import { boxedExpressions } from '../boxed/registry.ts'
import type { Names } from '../feel.ts'
import { coerce } from '../types/coerce.ts'
import { any, type Type } from '../types/type.ts'
import type { SourceFile } from './file.ts'

export type Report = (code: string, words: string, fix: string) => void

/** Compiles the boxed expressions of one element of a file; problems name that element. */
export function expressionCompiler(file: SourceFile, element: ModdleElement, problems: Problem[]) {
  const report = (code: string, _: ModdleElement, words: string, fix: string): void => {
    const place = element.id === undefined ? {} : { element: element.id }
    problems.push({ code, severity: 'error', ...place, words: `${element.name ?? element.id}: ${words}`, fix })
  }
  const warn: Place['warn'] = (problem) =>
    void problems.push({
      ...problem,
      severity: 'warning',
      ...(element.id === undefined ? {} : { element: element.id }),
    })
  const typeOf = (at: ModdleElement, reference: string | undefined): Type => {
    const type = reference === undefined ? any : file.types.find(reference)
    if (!type) {
      report('decision-type', at, `there is no type ${reference}`, 'Choose a type of FEEL, or define it')
    }
    return type ?? any
  }
  const compile = (expression: ModdleElement | undefined, names: Names): Boxed => {
    const kind = expression && boxedExpressions[expression.$type]
    if (!kind) return { logic: nothing, type: any }
    const place: Place = {
      scope: { ...file.scope, names },
      compile: (inner, more) => compile(inner, more ? new Map([...names, ...more]) : names),
      typeOf,
      report,
      warn,
      name: element.name ?? element.id ?? '',
    }
    const boxed = kind(expression, place)
    const declared = typeOf(expression, text(expression, 'typeRef'))
    if (declared.kind === 'any' || declared === boxed.type) return boxed
    const { logic } = boxed
    return { logic: (lookup, run) => coerce(logic(lookup, run), declared, run), type: declared }
  }
  return { compile, typeOf, report }
}
