import { describe, expect, it } from 'vitest'
import { china } from '../time/index.ts'
import type { Json } from './expression.ts'
import { compileFeel } from './feel.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

function evaluate(source: string, variables: Readonly<Record<string, Json>> = {}): unknown {
  const compiled = compileFeel(source)
  if (!compiled.ok) return { refused: compiled.trouble, position: compiled.position }
  const names = (name: string): Json | undefined => (Object.hasOwn(variables, name) ? variables[name] : undefined)
  const result = compiled.expression.evaluate(names, moment)
  return result.ok ? result.value : { trouble: result.trouble }
}

describe('an expression of a process', () => {
  it.each([
    ['amount > 1000 and kind = "甲"', true],
    ['if amount > 1000 then "局长" else "科长"', '局长'],
    ['kind in ("甲", "乙")', true],
    ['form.applicant.name', '张三'],
    ['form.applicant.phone', null],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['count(form.rows[fee > 10])', 1],
    ['sum(form.rows.fee)', 25.5],
    ['for row in form.rows return row.fee * 2', [11, 40]],
    ['some row in form.rows satisfies row.fee > 10', true],
    ['{单价: 0.1, 数量: 3, 合计: 单价 * 数量}.合计', 0.3],
    ['date("2026-04-27") + duration("P1M")', '2026-05-27'],
    ['now()', '2026-04-27T09:00:00+08:00'],
    ['today()', '2026-04-27'],
    ['now() > date and time("2026-04-27T08:59:00")', true],
    ['wd(5)', '2026-05-07'],
    ['cd(20, date("2026-03-23"))', '2026-04-13'],
    ['cd(n: 20, from: date("2026-03-23"), roll: false)', '2026-04-12'],
    ['minCd(20, date("2026-03-02"))', '2026-03-22'],
    ['wdBefore(date("2026-05-20"), 7)', '2026-05-11'],
    ['wdBefore(date("2026-05-20"), 7, true)', '2026-05-09'],
    ['cdBefore(date("2026-03-30"), 15)', '2026-03-15'],
    ['cdBefore(date("2026-03-30"), 15, true)', '2026-03-14'],
    ['wh(4, date and time("2026-03-02T16:00:00+08:00"))', '2026-03-03T12:00:00+08:00'],
    ['add working days("2026-04-27", 5)', '2026-05-07'],
    ['working days between("2026-04-27", "2026-05-06")', 4],
    ['is working day("2026-05-01")', false],
  ])('%s', (source, value) => {
    const form = { applicant: { name: '张三' }, rows: [{ fee: 5.5 }, { fee: 20 }] }
    expect(evaluate(source, { amount: 1500, kind: '甲', form })).toEqual(value)
  })

  it.each([
    ['missing > 3', 'nobody set missing'],
    ['nothing + 1', 'null + number has no result'],
    ['nothing > 1', 'null and number have no order'],
    ['text > 1', 'string and number have no order'],
    ['if text then 1 else 2', 'if has a string for a condition'],
    ['upper case(1)', 'upper case cannot take (number)'],
    ['text(1)', 'text is no function'],
    ['[1..3]', 'the result is a range, which a variable cannot hold'],
    ['function(a) a', 'the result is a function, which a variable cannot hold'],
  ])('has trouble where the standard is silently null: %s', (source, words) => {
    expect(evaluate(source, { nothing: null, text: 'a' })).toEqual({ trouble: expect.stringContaining(words) })
  })

  it('does not look at the side of a condition that cannot decide any more', () => {
    expect(evaluate('nothing != null and nothing > 1', { nothing: null })).toBe(false)
    expect(evaluate('nothing = null or nothing > 1', { nothing: null })).toBe(true)
  })

  it.each([
    ['', 'the expression is empty', 0],
    ['amount >', 'expected more, at the end', 8],
    ['amount > (1', 'expected ), at the end', 11],
    ['a = "b', 'the string is not closed', 4],
    ['1 2', 'expected an operator or the end, near «2»', 2],
  ])('refuses «%s» with the place', (source, words, position) => {
    expect(evaluate(source)).toEqual({ refused: expect.stringContaining(words), position })
  })
})
