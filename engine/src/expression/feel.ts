import { parseFeel } from './program.ts'
import { FeelLimit, Run } from './run.ts'
import { explain } from './explain.ts'
import type { Explanation } from './explanation.ts'
import { toJson } from './json.ts'
import { readsOf } from './syntax/reads.ts'
import type { Evaluation, Expression, Moment, Names } from './expression.ts'

export type Compiled = { ok: true; expression: Expression } | { ok: false; trouble: string; position: number }

/**
 * Compiles FEEL for a process. Stricter than FEEL in one point: what the standard answers with null and we with a warning
 * (unknown names, operands of the wrong kind, functions that cannot take their arguments) is trouble, not null. An entry
 * that a context does not have stays null: form fields may be left out.
 */
export function compileFeel(source: string): Compiled {
  const parsed = parseFeel(source)
  if (!parsed.ok) return parsed
  const { program } = parsed
  const evaluate = (names: Names, moment: Moment): Evaluation => {
    const run = new Run({ moment, names })
    try {
      const value = program.evaluate(run)
      const serious = run.warnings.find(({ code }) => code !== 'unknown-entry')
      return serious ? { ok: false, trouble: `${serious.words} in «${source}»` } : toJson(value)
    } catch (error) {
      if (!(error instanceof FeelLimit)) throw error
      return { ok: false, trouble: `${error.message} in «${source}»` }
    }
  }
  const explained = (names: Names, moment: Moment): Explanation | undefined => {
    try {
      return explain(program, new Run({ moment, names }))
    } catch (error) {
      if (!(error instanceof FeelLimit)) throw error
      return undefined
    }
  }
  const reads = Object.freeze(readsOf(program.node).map(({ path }) => path))
  const expression = { source, names: program.names, reads, evaluate, explain: explained }
  return { ok: true, expression: Object.freeze(expression) }
}
