/** The syntax tree of FEEL (DMN 1.5, §10.3.1.2): plain data, positions are offsets into the source. */
export type FeelNode = Readonly<Span & Form>

export interface Span {
  readonly from: number
  readonly to: number
  /** Levels below and including this one; bounds the recursion of everything that walks the tree. */
  readonly depth: number
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**'
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** `name in from` or `name in from..to`. */
export interface Loop {
  readonly name: string
  readonly domain: FeelNode
  readonly to?: FeelNode
}

export interface Parameter {
  readonly name: string
  readonly type?: FeelType
}

/** A type as written behind `instance of` and in formal parameters. */
export type FeelType =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list' | 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly type: FeelType }[] }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }

export interface Argument {
  /** Present in named invocations only. */
  readonly name?: string
  readonly value: FeelNode
}

export type Form =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'at'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly target: FeelNode; readonly name: string }
  | { readonly kind: 'filter'; readonly list: FeelNode; readonly test: FeelNode }
  | { readonly kind: 'call'; readonly target: FeelNode; readonly args: readonly Argument[] }
  | { readonly kind: 'list'; readonly items: readonly FeelNode[] }
  | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: FeelNode }[] }
  | {
      readonly kind: 'function'
      readonly parameters: readonly Parameter[]
      readonly body: FeelNode
      readonly external: boolean
    }
  | { readonly kind: 'if'; readonly test: FeelNode; readonly yes: FeelNode; readonly no: FeelNode }
  | { readonly kind: 'for'; readonly loops: readonly Loop[]; readonly body: FeelNode }
  | { readonly kind: 'quantified'; readonly every: boolean; readonly loops: readonly Loop[]; readonly test: FeelNode }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: FeelNode; readonly right: FeelNode }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: FeelNode; readonly right: FeelNode }
  | { readonly kind: 'between'; readonly value: FeelNode; readonly low: FeelNode; readonly high: FeelNode }
  | { readonly kind: 'in'; readonly value: FeelNode; readonly tests: readonly FeelNode[] }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: FeelNode
      readonly right: FeelNode
    }
  | { readonly kind: 'negate'; readonly value: FeelNode }
  | { readonly kind: 'instance'; readonly value: FeelNode; readonly type: FeelType }
  | {
      readonly kind: 'interval'
      readonly start: FeelNode
      readonly end: FeelNode
      readonly startIncluded: boolean
      readonly endIncluded: boolean
    }
  /** `< 5`: a range where a value is asked for, a comparison with `?` where a test is. */
  | { readonly kind: 'bound'; readonly operator: Comparator; readonly value: FeelNode }
  /** The whole of a list of unary tests: `-`, `a, b`, `not(a, b)`. */
  | { readonly kind: 'tests'; readonly negated: boolean; readonly tests: readonly FeelNode[] }

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: FeelNode): readonly FeelNode[] {
  switch (node.kind) {
    case 'path':
      return [node.target]
    case 'filter':
      return [node.list, node.test]
    case 'call':
      return [node.target, ...node.args.map(({ value }) => value)]
    case 'list':
      return node.items
    case 'context':
      return node.entries.map(({ value }) => value)
    case 'function':
      return [node.body]
    case 'if':
      return [node.test, node.yes, node.no]
    case 'for':
      return [...domains(node.loops), node.body]
    case 'quantified':
      return [...domains(node.loops), node.test]
    case 'logic':
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right]
    case 'between':
      return [node.value, node.low, node.high]
    case 'in':
      return [node.value, ...node.tests]
    case 'negate':
    case 'instance':
    case 'bound':
      return [node.value]
    case 'interval':
      return [node.start, node.end]
    case 'tests':
      return node.tests
    default:
      return []
  }
}

const domains = (loops: readonly Loop[]): FeelNode[] =>
  loops.flatMap(({ domain, to }) => (to ? [domain, to] : [domain]))
