import { builtIn } from './builtins/index.ts'
import { compile, type Wrap } from './compile/compile.ts'
import { local } from './compile/code.ts'
import type { Explanation } from './explanation.ts'
import type { FeelProgram } from './program.ts'
import type { Run, Traced } from './run.ts'
import type { FeelNode } from './syntax/node.ts'
import { readsOf } from './syntax/reads.ts'
import { textOf } from './values/text.ts'
import type { FeelValue } from './values/value.ts'

const mostParts = 200
const longestText = 200

/**
 * Evaluates once more, and tells how. The run pays for it: what goes beyond its limits throws a `FeelLimit`, as an
 * evaluation does.
 */
export function explain(program: FeelProgram, run: Run, tested: FeelValue = null): Explanation {
  const { source, node } = program
  const traced: Traced[] = []
  const wrap: Wrap = (part, code) => (inner, frame) => {
    const value = code(inner, frame)
    if (traced.length < mostParts && isTold(part)) traced.push({ from: part.from, to: part.to, value })
    return value
  }
  const value = compile(node, undefined, wrap)(run, local(tested, null))
  const shown = (of: FeelValue): string => cut(textOf(of, run))
  const valueOf = (part: { from: number; to: number }): FeelValue | undefined =>
    traced.find(({ from, to }) => from === part.from && to === part.to)?.value
  const names = new Map<string, string>()
  for (const read of readsOf(node)) {
    const known = valueOf(read)
    const isFunction = read.path.length === 1 && builtIn(read.path[0] as string) !== undefined
    if (known !== undefined && !isFunction) names.set(source.slice(read.from, read.to), shown(known))
  }
  const { from, to } = decisive(node, valueOf)
  return {
    source,
    value: shown(value),
    names: [...names].map(([name, text]) => ({ name, value: text })),
    parts: traced.map((part) => ({ from: part.from, to: part.to, value: shown(part.value) })),
    decided: { from, to },
  }
}

const literals = new Set<FeelNode['kind']>(['null', 'boolean', 'number', 'string', 'at'])
const isTold = (node: FeelNode): boolean => !literals.has(node.kind)

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text)

/** Follows the side that decides as long as there is exactly one. */
function decisive(node: FeelNode, valueOf: (node: FeelNode) => FeelValue | undefined): FeelNode {
  if (node.kind === 'logic') {
    const wanted = node.operator === 'or'
    const sides = [node.left, node.right].filter((side) => valueOf(side) === wanted)
    return sides[0] && valueOf(node) === wanted ? decisive(sides[0], valueOf) : node
  }
  if (node.kind === 'if') {
    const branch = valueOf(node.test) === true ? node.yes : node.no
    return decisive(branch, valueOf)
  }
  return node
}
