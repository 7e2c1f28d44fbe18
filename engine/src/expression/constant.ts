import type { Expression, Json } from './expression.ts'

/** An attribute without a leading `=`: its own text, as `zeebe:` has it. */
export function constant(value: Json): Expression {
  const evaluation = Object.freeze({ ok: true, value } as const)
  return Object.freeze({
    source: String(value),
    names: [],
    reads: [],
    evaluate: () => evaluation,
    explain: () => undefined,
  })
}
