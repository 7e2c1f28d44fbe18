import { parseFeel } from './program.ts'
import { FeelLimit, Run } from './run.ts'
import { toJson } from './json.ts'
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
  return { ok: true, expression: Object.freeze({ source, names: program.names, evaluate }) }
}
