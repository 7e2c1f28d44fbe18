import fc, { type Arbitrary } from 'fast-check'
import type { Known, Tree } from './tree.ts'

/** Variables of each kind; `maybe` is of any kind, or null. */
export const known: Arbitrary<Known> = fc.record({
  n: fc.integer({ min: -50, max: 50 }),
  m: fc.integer({ min: 1, max: 9 }),
  s: fc.constantFrom('', 'a', 'b', 'ab', '7'),
  t: fc.constantFrom('a', 'ab', '7', 'true'),
  b: fc.boolean(),
  l: fc.array(fc.constantFrom('a', 'b', '7'), { maxLength: 3 }),
  o: fc.record({ n: fc.integer({ min: 0, max: 9 }), s: fc.constantFrom('a', 'x') }),
  maybe: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 9 }),
    fc.constantFrom('', 'a', '7'),
    fc.boolean(),
    fc.constant([]),
  ),
})

const value = (...values: (null | boolean | number | string)[]): Arbitrary<Tree> =>
  fc.constantFrom(...values).map((one): Tree => ({ is: 'value', value: one }))
const name = (...names: string[]): Arbitrary<Tree> =>
  fc.constantFrom(...names).map((one): Tree => ({ is: 'name', name: one }))
const entry = (key: string): Arbitrary<Tree> =>
  fc.boolean().map((bracket): Tree => ({ is: 'entry', name: 'o', key, bracket }))
const at: Arbitrary<Tree> = fc.integer({ min: 0, max: 3 }).map((index): Tree => ({ is: 'at', name: 'l', index }))
const two = (signs: readonly string[], left: Arbitrary<Tree>, right: Arbitrary<Tree>): Arbitrary<Tree> =>
  fc.record({ is: fc.constant('two' as const), sign: fc.constantFrom(...signs), left, right })
const one = (is: 'not' | 'empty' | 'minus', of: Arbitrary<Tree>): Arbitrary<Tree> =>
  fc.record({ is: fc.constant(is), of })
const choice = (when: Arbitrary<Tree>, yes: Arbitrary<Tree>, no: Arbitrary<Tree>): Arbitrary<Tree> =>
  fc.record({ is: fc.constant('choice' as const), when, yes, no })
const contains = (held: string, item: Arbitrary<Tree>): Arbitrary<Tree> =>
  fc.record({ is: fc.constant('contains' as const), name: fc.constant(held), item })

const order = ['<', '>', '<=', '>=']
const equality = ['==', '!=']

/** Expressions whose operands are of the kinds that their operators take: JUEL coerces nothing in them. */
export const typed = fc.letrec<{ truth: Tree; number: Tree; text: Tree }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    name('n', 'm'),
    value(0, 1, 2, 10, 0.5),
    entry('n'),
    two(['+', '-', '*'], tie('number'), tie('number')),
    two(['/', '%'], tie('number'), fc.oneof(name('m'), value(2, 4, 5))),
    one('minus', tie('number')),
    choice(tie('truth'), tie('number'), tie('number')),
  ),
  text: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    name('s', 't'),
    value('a', '', "it's", '7', 'a\\b'),
    entry('s'),
    choice(tie('truth'), tie('text'), tie('text')),
  ),
  truth: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    name('b'),
    value(true, false),
    two(order, tie('number'), tie('number')),
    two(equality, tie('number'), tie('number')),
    two([...order, ...equality], tie('text'), tie('text')),
    two(equality, name('n', 's', 'l', 'maybe'), value(null)),
    two(['&&', '||', '==', '!='], tie('truth'), tie('truth')),
    one('not', tie('truth')),
    one('empty', fc.oneof(name('s', 'l', 'o', 'maybe'), tie('text'))),
    contains('l', fc.oneof(name('s', 't'), value('a', 'b'))),
    contains('t', fc.oneof(name('s', 't'), value('a', 'b'))),
    choice(tie('truth'), tie('truth'), tie('truth')),
  ),
}))

/** Expressions of anything with anything. */
export const wild = fc.letrec<{ any: Tree }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    name('n', 's', 'b', 'l', 'o', 'maybe', 't'),
    value(null, true, false, 0, 1, 7, 'a', '', '7', 'true'),
    entry('n'),
    at,
    two(['+', '-', '*', '/', '%', ...order, ...equality, '&&', '||'], tie('any'), tie('any')),
    one('not', tie('any')),
    one('empty', tie('any')),
    one('minus', tie('any')),
    choice(tie('any'), tie('any'), tie('any')),
    contains('l', tie('any')),
    contains('maybe', tie('any')),
    contains('s', tie('any')),
  ),
})).any
