import { Cursor } from './cursor.ts'
import { KnownNames } from './names.ts'
import type { FeelNode, Form } from './node.ts'

/** Deeper nesting is refused: it bounds the recursion of all that walk the tree. */
export const deepestExpression = 400

/** How tightly operators bind, from the loosest (DMN 1.5, rule 1 ff.); the right side of an operator binds one level tighter. */
export const binding = { anything: 0, or: 1, and: 2, comparison: 3, sum: 4, product: 5, power: 6, prefix: 7 } as const

export interface Vocabulary {
  /** Names in scope that have blanks or operators in them. */
  readonly names?: Iterable<string>
  /** Names of entries, anywhere in what is in scope, that have blanks or operators in them. */
  readonly properties?: Iterable<string>
}

const builtInProperties = ['time offset', 'start included', 'end included']

/**
 * What the rooms of the grammar share: the cursor, the known names, the way back to a whole expression. Recursive descent:
 * no backing up and no error recovery, so the work is linear in the length of the source whatever it says.
 */
export class Parser extends Cursor {
  readonly names: KnownNames
  readonly properties: KnownNames
  private readonly parseExpression: (parser: Parser, level: number) => FeelNode
  private nesting = 0

  constructor(source: string, vocabulary: Vocabulary, parseExpression: (parser: Parser, level: number) => FeelNode) {
    super(source)
    this.names = new KnownNames(vocabulary.names)
    this.properties = new KnownNames([...(vocabulary.properties ?? []), ...builtInProperties])
    this.parseExpression = parseExpression
  }

  expression(level: number = binding.anything): FeelNode {
    if (++this.nesting > deepestExpression) this.tooDeep()
    const node = this.parseExpression(this, level)
    this.nesting--
    return node
  }

  /** A node that begins at `from` and ends where the last token ended. */
  node(from: number, form: Form, children: readonly FeelNode[] = []): FeelNode {
    let depth = 0
    for (const child of children) if (child.depth > depth) depth = child.depth
    if (depth >= deepestExpression) this.tooDeep()
    return { ...form, from, to: this.end, depth: depth + 1 }
  }

  private tooDeep(): never {
    this.fail(`the expression is nested deeper than ${deepestExpression} levels`)
  }
}
