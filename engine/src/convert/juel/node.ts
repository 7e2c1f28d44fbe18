/** JUEL as far as it can be said in FEEL (JSR 245, chapter 1, and the method calls of EL 2.2). */
export type Node =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly source: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'property'; readonly of: Node; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly at: Node }
  | { readonly kind: 'method'; readonly of: Node; readonly name: string; readonly given: readonly Node[] }
  | { readonly kind: 'function'; readonly prefix: string; readonly name: string; readonly given: readonly Node[] }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-' | 'empty'; readonly of: Node }
  | { readonly kind: 'binary'; readonly operator: Binary; readonly left: Node; readonly right: Node }
  | { readonly kind: 'choice'; readonly when: Node; readonly yes: Node; readonly no: Node }

export type Binary = 'or' | 'and' | '=' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | 'mod'

/** JUEL that cannot be converted: the part of it that stands in the way. */
export class NotConvertible extends Error {
  readonly part: string

  constructor(part: string) {
    super(part)
    this.part = part
  }
}
