import type { RemarkCode } from '../words/codes.ts'
import { functionOf } from './functions.ts'
import { containsOf, emptiness, methodOf } from './methods.ts'
import { NotConvertible, type Binary, type Node } from './node.ts'
import { above, atom, operand, quoted, truthOf, type Kind, type Kinds, type Said, type Translating } from './said.ts'

/** Names of the engines for what BPMN names otherwise (BPMN 2.0.2, table 10.30). */
const counters: Readonly<Record<string, string>> = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
}

/** Objects of those engines that no variable holds. */
const engineNames = new Set([
  'execution',
  'task',
  'authenticatedUserId',
  'processInstance',
  'caseExecution',
  'connector',
  'variables',
  'variableContainer',
  'multiInstance',
])

/** Says JUEL in FEEL; see `juelToFeel` for what it promises. */
export class Translation implements Translating {
  readonly remarks = new Set<RemarkCode>()
  /** FEEL names that the result must read. */
  readonly names = new Set<string>()
  readonly #kinds: Kinds

  constructor(kinds: Kinds) {
    this.#kinds = kinds
  }

  say(node: Node): Said {
    switch (node.kind) {
      case 'literal':
        return literal(node.value, node.source)
      case 'name':
        return this.variable(node.name)
      case 'property':
        return this.#property(node.of, node.name)
      case 'index':
        return this.#index(node.of, node.at)
      case 'method':
        return node.name === 'contains' ? containsOf(this, node) : methodOf(this, node)
      case 'function':
        return functionOf(this, node)
      case 'unary':
        return this.#unary(node.operator, node.of)
      case 'binary':
        return this.binary(node.operator, this.say(node.left), this.say(node.right))
      case 'choice':
        return this.#choice(node)
    }
  }

  variable(name: string): Said {
    if (engineNames.has(name)) throw new NotConvertible(name)
    if (name === 'loopCounter') {
      this.names.add(name)
      return { text: 'loopCounter - 1', kind: 'whole', binding: 'sum' }
    }
    const counter = Object.hasOwn(counters, name) ? counters[name] : undefined
    this.names.add(counter ?? name)
    if (counter !== undefined) return atom(counter, 'whole')
    return { ...atom(name, this.#kinds.get(name) ?? 'unknown'), nullable: true }
  }

  #property(of: Node, name: string): Said {
    const holder = this.say(of)
    if (!plainName.test(name) || holder.kind !== 'unknown') throw new NotConvertible(`.${name}`)
    return atom(`${operand(holder, 'atom')}.${name}`)
  }

  /** JUEL counts from 0, FEEL from 1. */
  #index(of: Node, at: Node): Said {
    const held = this.say(of)
    if (held.kind !== 'unknown') throw new NotConvertible(held.text)
    const holder = operand(held, 'atom')
    if (at.kind !== 'literal') throw new NotConvertible('[…]')
    if (typeof at.value === 'number' && Number.isInteger(at.value)) return atom(`${holder}[${at.value + 1}]`)
    if (typeof at.value !== 'string') throw new NotConvertible(`[${at.source}]`)
    return atom(plainName.test(at.value) ? `${holder}.${at.value}` : `get value(${holder}, ${quoted(at.value)})`)
  }

  #unary(operator: 'not' | '-' | 'empty', of: Node): Said {
    if (operator === 'empty') return emptiness(this.say(of))
    if (operator === 'not') return negated(this, of)
    const value = this.number(this.say(of))
    return { text: `-${operand(value, 'atom')}`, kind: value.kind === 'whole' ? 'whole' : 'number', binding: 'unary' }
  }

  binary(operator: Binary, left: Said, right: Said): Said {
    if (operator === 'and' || operator === 'or') {
      const [first, second] = [operand(this.truth(left), operator), operand(this.truth(right), above(operator))]
      return truthOf(`${first} ${operator} ${second}`, operator)
    }
    if (operator === '=' || operator === '!=') return this.#equality(operator, left, right)
    if (operator === '<' || operator === '>' || operator === '<=' || operator === '>=')
      return this.#order(operator, left, right)
    return this.#arithmetic(operator, left, right)
  }

  /** JUEL compares after it has made both sides one kind; here both must be of one kind already, or it is an incident. */
  #equality(operator: '=' | '!=', left: Said, right: Said): Said {
    if (!mayBeEqual(left.kind, right.kind)) throw new NotConvertible(`${left.text} ${operator} ${right.text}`)
    return compared(operator, left, right)
  }

  #order(operator: Binary, left: Said, right: Said): Said {
    const ordered = [left, right].every(({ kind }) => kind !== 'boolean' && kind !== 'null')
    if (!ordered || !mayBeEqual(left.kind, right.kind))
      throw new NotConvertible(`${left.text} ${operator} ${right.text}`)
    if (mayBeNull(left) || mayBeNull(right)) this.remarks.add('null-order')
    return compared(operator, left, right)
  }

  #arithmetic(operator: Binary, first: Said, second: Said): Said {
    const [left, right] = [this.number(first), this.number(second)]
    if (mayBeNull(left) || mayBeNull(right)) this.remarks.add('null-arithmetic')
    const whole = left.kind === 'whole' && right.kind === 'whole' && operator !== '/'
    const kind = whole ? 'whole' : 'number'
    if (operator === 'mod') {
      // Java's remainder has the sign of the dividend, FEEL's modulo that of the divisor.
      const [a, b] = [operand(left, 'unary'), operand(right, 'unary')]
      return { text: `${a} - ${b} * round down(${a} / ${b}, 0)`, kind, binding: 'sum' }
    }
    // FEEL would put two texts together where JUEL adds the numbers in them; `sum` takes numbers only.
    if (operator === '+' && left.kind === 'unknown' && right.kind === 'unknown')
      return atom(`sum(${left.text}, ${right.text})`, 'number')
    const binding = operator === '+' || operator === '-' ? 'sum' : 'product'
    return { text: `${operand(left, binding)} ${operator} ${operand(right, above(binding))}`, kind, binding }
  }

  number(said: Said): Said {
    if (said.kind === 'string' || said.kind === 'boolean' || said.kind === 'null') throw new NotConvertible(said.text)
    return said
  }

  /** A truth value as JUEL takes it: null is false. */
  truth(said: Said): Said {
    if (said.kind === 'boolean' && !said.nullable) return said
    if (said.kind !== 'unknown' && said.kind !== 'boolean') throw new NotConvertible(said.text)
    return truthOf(`${operand(said, 'sum')} = true`, 'comparison')
  }

  #choice(node: Extract<Node, { kind: 'choice' }>): Said {
    const [when, yes, no] = [this.truth(this.say(node.when)), this.say(node.yes), this.say(node.no)]
    const text = `if ${when.text} then ${yes.text} else ${operand(no, 'or')}`
    return { text, kind: yes.kind === no.kind ? yes.kind : 'unknown', binding: 'if' }
  }
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** Without an exponent. */
const inFull = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 20 })

function literal(value: string | number | boolean | null, source: string): Said {
  if (value === null) return atom('null', 'null')
  if (typeof value === 'string') return atom(quoted(value), 'string')
  if (typeof value === 'boolean') return atom(String(value), 'boolean')
  if (!Number.isFinite(value)) throw new NotConvertible(source)
  // Written out in full: FEEL has no exponent, and JUEL none in a whole number.
  const text = inFull.format(value)
  return atom(text, /^\d+$/.test(source) && Number.isSafeInteger(value) ? 'whole' : 'number')
}

const compared = (operator: string, left: Said, right: Said): Said =>
  truthOf(`${operand(left, 'sum')} ${operator} ${operand(right, 'sum')}`, 'comparison')

const mayBeNull = ({ kind, nullable }: Said): boolean => kind === 'unknown' || nullable === true

const family = (kind: Kind): Kind => (kind === 'whole' ? 'number' : kind)

const mayBeEqual = (a: Kind, b: Kind): boolean => {
  const [left, right] = [family(a), family(b)]
  return left === right || [left, right].includes('unknown') || [left, right].includes('null')
}

function negated(translation: Translation, of: Node): Said {
  const value = translation.say(of)
  if (value.kind === 'boolean' && !value.nullable) return atom(`not(${value.text})`, 'boolean')
  translation.truth(value)
  // `null != true` holds, as JUEL's `!null` does.
  return truthOf(`${operand(value, 'sum')} != true`, 'comparison')
}
