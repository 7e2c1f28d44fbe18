import { child, list, text } from '../../model/moddle.ts'
import type { FeelValue } from '../feel.ts'
import type { Type } from '../types/type.ts'
import { extended, type CompileBoxed, type Logic } from './boxed.ts'

/** A boxed context (DMN 1.5, 10.2.1.4): each entry knows those before it; an entry without a name is the result. */
export const context: CompileBoxed = (expression, place) => {
  const known = new Map<string, Type>()
  const entries: { readonly name: string; readonly logic: Logic }[] = []
  for (const entry of list(expression, 'contextEntry')) {
    const variable = child(entry, 'variable')
    const { logic, type } = place.compile(child(entry, 'value'), known)
    if (!variable?.name) return { logic: inOrder(entries, logic), type }
    const declared = place.typeOf(variable, text(variable, 'typeRef'))
    entries.push({ name: variable.name, logic })
    known.set(variable.name, declared.kind === 'any' ? type : declared)
  }
  return { logic: inOrder(entries), type: { kind: 'context', entries: known } }
}

const inOrder =
  (entries: readonly { readonly name: string; readonly logic: Logic }[], result?: Logic): Logic =>
  (lookup, run) => {
    run.feel.makeItems(entries.length)
    const values = new Map<string, FeelValue>()
    const inside = extended(lookup, values)
    for (const { name, logic } of entries) values.set(name, logic(inside, run))
    return result ? result(inside, run) : Object.fromEntries(values)
  }
