import type { Known, Tree, Value } from './tree.ts'

/** JUEL throws here: what the model would have done is an exception too. */
export class Thrown extends Error {}

/** The value that JUEL gives (JSR 245, 1.5 to 1.18), coercions included. @throws Thrown where it gives none. */
export function evaluate(tree: Tree, known: Known): Value {
  const value = (part: Tree): Value => evaluate(part, known)
  switch (tree.is) {
    case 'value':
      return tree.value
    case 'name':
      return known[tree.name] ?? null
    case 'at':
      return (known[tree.name] as readonly Value[])[tree.index] ?? null
    case 'entry':
      return (known[tree.name] as Known)[tree.key] ?? null
    case 'not':
      return !truth(value(tree.of))
    case 'empty':
      return isEmpty(value(tree.of))
    case 'minus':
      return 0 - number(value(tree.of))
    case 'choice':
      return truth(value(tree.when)) ? value(tree.yes) : value(tree.no)
    case 'contains':
      return contains(known[tree.name] ?? null, value(tree.item))
    case 'two':
      if (tree.sign === '&&') return truth(value(tree.left)) && truth(value(tree.right))
      if (tree.sign === '||') return truth(value(tree.left)) || truth(value(tree.right))
      return two(tree.sign, value(tree.left), value(tree.right))
  }
}

function two(sign: string, left: Value, right: Value): Value {
  switch (sign) {
    case '==':
      return equal(left, right)
    case '!=':
      return !equal(left, right)
    case '<':
    case '>':
      return ordered(sign, left, right)
    case '<=':
      return same(left, right) || ordered('<=', left, right)
    case '>=':
      return same(left, right) || ordered('>=', left, right)
    default:
      return arithmetic(sign, number(left), number(right))
  }
}

const same = (left: Value, right: Value): boolean => JSON.stringify(left) === JSON.stringify(right)

function equal(left: Value, right: Value): boolean {
  if (same(left, right)) return true
  if (left === null || right === null) return false
  if (typeof left === 'number' || typeof right === 'number') return number(left) === number(right)
  if (typeof left === 'boolean' || typeof right === 'boolean') return truth(left) === truth(right)
  // A text is never what Java writes for one of the lists and maps here.
  return false
}

function ordered(sign: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean {
  if (left === null || right === null) return false
  const numbers = typeof left === 'number' || typeof right === 'number'
  if (!numbers && typeof left !== 'string' && typeof right !== 'string') throw new Thrown()
  const [a, b] = numbers ? [number(left), number(right)] : [text(left), text(right)]
  return sign === '<' ? a < b : sign === '>' ? a > b : sign === '<=' ? a <= b : a >= b
}

function arithmetic(sign: string, left: number, right: number): number {
  if (sign === '+') return left + right
  if (sign === '-') return left - right
  if (sign === '*') return left * right
  // Java divides doubles by zero without an exception, but no process counts on infinity.
  if (right === 0) throw new Thrown()
  return sign === '/' ? left / right : left % right
}

function text(value: Value): string {
  if (typeof value === 'object') throw new Thrown()
  return String(value)
}

function number(value: Value): number {
  if (value === null || value === '') return 0
  if (typeof value === 'number') return value
  const read = typeof value === 'string' ? Number(value) : Number.NaN
  if (Number.isNaN(read)) throw new Thrown()
  return read
}

function truth(value: Value): boolean {
  if (value === null || value === '') return false
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') throw new Thrown()
  return value === 'true'
}

function isEmpty(value: Value): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function contains(held: Value, item: Value): boolean {
  if (typeof held === 'string') {
    if (typeof item !== 'string') throw new Thrown()
    return held.includes(item)
  }
  if (!Array.isArray(held)) throw new Thrown()
  return held.some((one: Value) => same(one, item))
}
