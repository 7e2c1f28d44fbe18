import { builtInNames } from './builtins/index.ts'
import type { Code } from './compile/code.ts'
import { local } from './compile/code.ts'
import { compile } from './compile/compile.ts'
import { input } from './compile/tests.ts'
import type { Run } from './run.ts'
import { freeNames } from './syntax/free.ts'
import type { FeelNode } from './syntax/node.ts'
import { parse } from './syntax/parse.ts'
import type { Vocabulary } from './syntax/parser.ts'
import type { TypeTest } from './values/type.ts'
import type { FeelValue } from './values/value.ts'

export interface FeelOptions {
  /** `unary-tests`: the cell of a decision table, which is true or false for its input `?`. */
  readonly kind?: 'expression' | 'unary-tests'
  /** Names with blanks or operators in them cannot be read without knowing them. */
  readonly known?: Vocabulary
  /** Types beside the standard's, for `instance of` and formal parameters. */
  readonly types?: TypeTest
}

/** A FEEL expression, compiled. Its meaning is the standard's: what goes wrong is null and a warning of the run. */
export interface FeelProgram {
  readonly source: string
  readonly node: FeelNode
  /** Names that it reads and does not introduce itself, built-in functions left out; `?` is none. */
  readonly names: readonly string[]
  /** Throws a `FeelLimit` when the run is used up. `tested` is the value of `?`. */
  evaluate(run: Run, tested?: FeelValue): FeelValue
}

export type ParsedFeel =
  | { readonly ok: true; readonly program: FeelProgram }
  | { readonly ok: false; readonly trouble: string; readonly position: number }

/** Compiles FEEL. A text that is not FEEL is trouble, with the offset of the first character in doubt. */
export function parseFeel(source: string, { kind = 'expression', known = {}, types }: FeelOptions = {}): ParsedFeel {
  const names = [...(known.names ?? []), ...builtInNames]
  const parsed = parse(source, kind, { ...known, names })
  return parsed.ok ? { ok: true, program: programOf(source, parsed.node, types) } : parsed
}

const builtIns = new Set(builtInNames)

function programOf(source: string, node: FeelNode, types: TypeTest | undefined): FeelProgram {
  const names = Object.freeze(freeNames(node).filter((name) => name !== input && !builtIns.has(name)))
  const code: Code = compile(node, types)
  return Object.freeze({
    source,
    node,
    names,
    evaluate: (run: Run, tested: FeelValue = null) => code(run, local(tested, null)),
  })
}
