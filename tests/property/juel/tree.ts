/** JUEL as a tree, for tests: written as text and evaluated as JSR 245 says. */
export type Tree =
  | { readonly is: 'value'; readonly value: Value }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'at'; readonly name: string; readonly index: number }
  | { readonly is: 'entry'; readonly name: string; readonly key: string; readonly bracket: boolean }
  | { readonly is: 'not' | 'empty' | 'minus'; readonly of: Tree }
  | { readonly is: 'two'; readonly sign: string; readonly left: Tree; readonly right: Tree }
  | { readonly is: 'choice'; readonly when: Tree; readonly yes: Tree; readonly no: Tree }
  | { readonly is: 'contains'; readonly name: string; readonly item: Tree }

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }
export type Known = Readonly<Record<string, Value>>

/** How tightly an operator binds (JSR 245, 1.15). */
const levels: readonly (readonly string[])[] = [['?'], ['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%'], ['unary']] // prettier-ignore

function level(tree: Tree): number {
  const sign = tree.is === 'two' ? tree.sign : tree.is === 'choice' ? '?' : 'unary'
  const found = levels.findIndex((signs) => signs.includes(sign))
  return sign === 'unary' && !['not', 'empty', 'minus'].includes(tree.is) ? levels.length : found
}

/** With every operand in parentheses, or, `bare`, with words for operators and no parenthesis that is not needed. */
export function written(tree: Tree, bare = false): string {
  const part = (of: Tree, least: number): string => {
    const loose = bare ? level(of) < least : level(of) < levels.length
    return loose ? `(${written(of, bare)})` : written(of, bare)
  }
  const own = level(tree)
  switch (tree.is) {
    case 'value':
      return typeof tree.value === 'string' ? `'${tree.value.replace(/[\\']/g, '\\$&')}'` : String(tree.value)
    case 'name':
      return tree.name
    case 'at':
      return `${tree.name}[${tree.index}]`
    case 'entry':
      return tree.bracket ? `${tree.name}["${tree.key}"]` : `${tree.name}.${tree.key}`
    case 'not':
      return bare ? `not ${part(tree.of, own)}` : `!${part(tree.of, own)}`
    case 'empty':
      return `empty ${part(tree.of, own)}`
    case 'minus':
      return `-${part(tree.of, own)}`
    case 'two':
      return `${part(tree.left, own)} ${bare ? (words[tree.sign] ?? tree.sign) : tree.sign} ${part(tree.right, own + 1)}`
    case 'choice':
      return `${part(tree.when, own + 1)} ? ${part(tree.yes, own)} : ${part(tree.no, own)}`
    case 'contains':
      return `${tree.name}.contains(${written(tree.item, bare)})`
  }
}

const words: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
  '/': 'div',
  '%': 'mod',
}
