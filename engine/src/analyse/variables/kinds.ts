import type { Graph } from '../../model/graph.ts'
import { parseFeel } from '../../expression/program.ts'
import type { FeelNode } from '../../expression/syntax/node.ts'
import type { FeelKind } from '../../expression/values/value.ts'
import type { Surroundings } from './usage.ts'

/**
 * The kinds of the variables of a process, by their dotted paths: those of its forms, and those of what its scripts and
 * mappings compute from them. A variable that is set as more than one kind has none.
 */
export function variableKinds(graph: Graph, { kinds = {} }: Surroundings): ReadonlyMap<string, FeelKind> {
  const found = new Map<string, FeelKind | undefined>(Object.entries(kinds))
  const known: KnownKinds = (path) => found.get(path.join('.'))
  const note = (name: string, source: string): void => {
    const kind = kindOfExpression(source, known)
    const before = found.get(name)
    found.set(name, before === undefined || before === kind ? kind : undefined)
  }
  for (const node of graph.nodes) {
    if (node.type === 'scriptTask' && node.script) note(node.resultVariable, node.script.source)
    for (const { target, source } of node.outputs) note(target.join('.'), source.source)
  }
  return new Map([...found].filter((entry): entry is [string, FeelKind] => entry[1] !== undefined))
}

/** What is known of names: the kind of a path such as `form.amount`; undefined where nothing is. */
export type KnownKinds = (path: readonly string[]) => FeelKind | undefined

/** What kind of value an expression has, as far as it can be told without its values; undefined where it cannot. */
export function kindOfExpression(source: string, known: KnownKinds): FeelKind | undefined {
  const parsed = parseFeel(source)
  return parsed.ok ? kindOfNode(parsed.program.node, known) : undefined
}

/** Results of built-in functions, by what they are called; of the others the kind depends on the arguments. */
const results: Readonly<Partial<Record<FeelKind, string>>> = {
  number:
    'count, sum, mean, product, median, stddev, decimal, floor, ceiling, round up, round down, round half up, round half down, modulo, sqrt, log, exp, string length, number, day of year, week of year, working days between',
  string:
    'string, substring, upper case, lower case, trim, substring before, substring after, replace, string join, day of week, month of year',
  boolean:
    'not, contains, starts with, ends with, matches, list contains, all, any, odd, even, is, is empty, is working day, before, after, meets, met by, overlaps, includes, during, coincides',
  list: 'split, sublist, append, concatenate, insert before, remove, list replace, reverse, index of, union, distinct values, duplicate values, flatten, sort, partition, mode, get entries',
  date: 'date, today, add working days, add calendar days, subtract working days, wd, cd, minCd, wdBefore, cdBefore, last day of month',
  time: 'time',
  'date and time': 'date and time, now',
  'years and months duration': 'years and months duration',
  context: 'context, context put, context merge',
}
const byFunction = new Map(
  Object.entries(results).flatMap(([kind, names]) =>
    names.split(', ').map((name) => [name, kind as FeelKind] as const),
  ),
)

function kindOfNode(node: FeelNode, known: KnownKinds): FeelKind | undefined {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
    case 'list':
    case 'context':
    case 'function':
      return node.kind
    case 'for':
      return 'list'
    case 'interval':
    case 'bound':
      return 'range'
    case 'compare':
    case 'between':
    case 'in':
    case 'logic':
    case 'quantified':
    case 'instance':
      return 'boolean'
    case 'name':
      return known([node.name])
    case 'path':
      return kindOfPath(node, known)
    case 'negate':
      return kindOfNode(node.value, known)
    case 'arithmetic':
      return ofArithmetic(node.operator, kindOfNode(node.left, known), kindOfNode(node.right, known))
    case 'if': {
      const yes = kindOfNode(node.yes, known)
      return yes === kindOfNode(node.no, known) ? yes : undefined
    }
    case 'filter':
      return node.test.kind === 'compare' || node.test.kind === 'logic' ? 'list' : undefined
    case 'call':
      return node.target.kind === 'name' ? byFunction.get(node.target.name) : undefined
    default:
      return undefined
  }
}

function kindOfPath(node: FeelNode & { kind: 'path' }, known: KnownKinds): FeelKind | undefined {
  const path: string[] = []
  for (let at: FeelNode = node; ; at = at.target) {
    if (at.kind === 'name') return known([at.name, ...path])
    if (at.kind !== 'path') return undefined
    path.unshift(at.name)
  }
}

const instants = new Set<FeelKind>(['date', 'time', 'date and time'])

/** An instant and a duration make an instant; what else has a result has the kind of its sides. */
function ofArithmetic(operator: string, left: FeelKind | undefined, right: FeelKind | undefined): FeelKind | undefined {
  if (left === 'string' && operator !== '+') return undefined
  if (left && right && instants.has(left) && !instants.has(right)) return left
  if (left && right && instants.has(right) && !instants.has(left)) return right
  return left === right && left && !instants.has(left) ? left : undefined
}
