import { emptiness } from './methods.ts'
import { NotConvertible, type Binary, type Node } from './node.ts'
import { atom, type Said, type Translating } from './said.ts'

type Call = Extract<Node, { kind: 'function' }>

/** Flowable's functions over variables (user guide, “Expression functions”), under each of their names. */
const comparisons: Readonly<Record<string, Binary>> = {
  equals: '=',
  eq: '=',
  notEquals: '!=',
  ne: '!=',
  lowerThan: '<',
  lessThan: '<',
  lt: '<',
  lowerThanOrEquals: '<=',
  lessThanOrEquals: '<=',
  lte: '<=',
  greaterThan: '>',
  gt: '>',
  greaterThanOrEquals: '>=',
  gte: '>=',
}

const prefixes = new Set(['variables', 'vars', 'var'])

/** `variables:get(name)` and its kin: a variable that nobody has set counts as null, not as trouble. */
export function functionOf(translation: Translating, { prefix, name, given }: Call): Said {
  const trouble = new NotConvertible(`${prefix === '' ? '' : `${prefix}:`}${name}(…)`)
  const [first, second] = given
  if (!prefixes.has(prefix) || !first) throw trouble
  const variable = nameIn(first)
  if (variable === undefined) throw trouble
  const held = translation.variable(variable)
  translation.remarks.add('missing-variable')
  if (given.length === 1) {
    if (name === 'get') return held
    if (name === 'isEmpty' || name === 'empty') return emptiness(held)
    if (name === 'isNotEmpty' || name === 'notEmpty') return atom(`not(${emptiness(held).text})`, 'boolean')
  }
  const operator = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined
  if (given.length !== 2 || operator === undefined) throw trouble
  return translation.binary(operator, held, translation.say(second!))
}

/** The variable is named with quotes or without. */
function nameIn(node: Node): string | undefined {
  if (node.kind === 'name') return node.name
  return node.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined
}
