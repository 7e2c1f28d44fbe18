import type { Type } from './type.ts'

/** A value as the tokenizer of FEEL needs it to tell names with spaces apart: only its nested names count. */
export function shapeOf(names: ReadonlyMap<string, Type>): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...names].map(([name, type]) => [name, sample(type)]))
}

function sample(type: Type): unknown {
  switch (type.kind) {
    case 'constrained':
      return sample(type.of)
    case 'list':
      return [sample(type.of)]
    case 'context':
      return shapeOf(type.entries)
    default:
      return null
  }
}
