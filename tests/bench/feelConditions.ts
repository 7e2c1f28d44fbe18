import { evaluate as feelin } from 'feelin'
import { china } from '@lianban/engine'
import { compileFeel } from '@lianban/engine/feel'
import { race, row, type Row } from './measure.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

const variables: Readonly<Record<string, unknown>> = {
  amount: 12_000,
  decision: 'agree',
  kind: '新建',
  form: { applicant: { age: 35, city: '杭州' }, fee: 12.5, rows: [{ fee: 5 }, { fee: 20 }, { fee: 8 }] },
  opinions: ['agree', 'agree', 'refuse'],
}
const names = (name: string): unknown => variables[name]

/** What conditions at gateways look like, from the plain to the rich. */
const conditions: Readonly<Record<string, string>> = {
  'a comparison': 'amount > 10000',
  'an equality': 'decision = "agree"',
  'two conditions over paths': 'form.applicant.age >= 18 and form.applicant.city = "杭州"',
  'one of several': 'kind in ("新建", "扩建", "改建")',
  'an arithmetic one': 'form.fee * 3 + 0.1 > 37.5',
  'a filtered list': 'count(form.rows[fee > 6]) > 1',
  'all of a list': 'every opinion in opinions satisfies opinion = "agree"',
  'a choice': '(if amount > 10000 then "局长" else "科长") = "局长"',
}

/** Evaluations a second of conditions that were compiled at deployment, beside feelin, which reads the text each time. */
export async function feelConditions(rounds: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, source] of Object.entries(conditions)) {
    const compiled = compileFeel(source)
    if (!compiled.ok) throw new Error(compiled.trouble)
    const { expression } = compiled
    const expected = feelin(source, variables).value
    const check = (value: unknown): void => {
      if (value !== expected) throw new Error(`${source}: expected ${String(expected)}, but got ${String(value)}`)
    }
    const rates = await race(
      [
        {
          name: 'compiled',
          count: 200_000,
          run: async (count) => {
            for (let i = 0; i < count; i++) {
              const result = expression.evaluate(names, moment)
              check(result.ok ? result.value : result.trouble)
            }
          },
        },
        {
          name: 'feelin',
          count: 500,
          run: async (count) => {
            for (let i = 0; i < count; i++) check(feelin(source, variables).value)
          },
        },
      ],
      rounds,
    )
    rows.push({ ...row('feel', 'compiled', 'evaluations/s', rates, 'feelin', 50), case: name })
  }
  return rows
}
