import { describe, expect, it } from 'vitest'
import { china } from '../time/index.ts'
import { parseFeel } from './program.ts'
import { Run } from './run.ts'
import { textOf } from './values/text.ts'
import type { FeelValue } from './values/value.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

/** The value as text that reads back as it, by the meaning of the standard. */
function evaluate(source: string, names: Readonly<Record<string, FeelValue>> = {}, zone: string | null = null): string {
  const parsed = parseFeel(source, { known: { names: Object.keys(names) } })
  if (!parsed.ok) return parsed.trouble
  const run = new Run({ moment, names: (name) => names[name], zone })
  const value = parsed.program.evaluate(run)
  return value === null ? 'null' : textOf(value, run)
}

/** Source = value, as the standard's tables give them (DMN 1.5). */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '10.3.2.3 numbers, exact to 15 digits': [
    ['0.1 + 0.2', '0.3'],
    ['1000000.1 - 1000000', '0.1'],
    ['1.1 * 1.1', '1.21'],
    ['9999999999999.99 + 0.01', '10000000000000'],
    ['4.35 * 100', '435'],
    ['1.005 * 1000', '1005'],
    ['0.3 / 0.1', '3'],
    ['2 / 3 * 3', '2'],
    ['1.05 ** 2', '1.1025'],
    ['10 ** -5', '0.00001'],
    ['-2 ** 2', '4'],
    ['2 ** 3 ** 2', '64'],
    ['1 / 0', 'null'],
  ],
  'Table 50 conjunction and disjunction': [
    ['true and null', 'null'],
    ['false and null', 'false'],
    ['null or true', 'true'],
    ['null or false', 'null'],
  ],
  'Tables 53 and 54 comparison': [
    ['1 = "1"', 'null'],
    ['null = null', 'true'],
    ['1 = null', 'false'],
    ['1 < "2"', 'null'],
    ['[1, 2] = [1, 2]', 'true'],
    ['{a: 1, b: 2} = {b: 2, a: 1}', 'true'],
    ['"a" < "b"', 'true'],
    ['5 between 1 and 10', 'true'],
    ['5 in (> 7, [1..4])', 'false'],
    ['4 in [1..4)', 'false'],
  ],
  'Table 57 dates, times and durations': [
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['date("2024-02-29") - duration("P1Y")', '2023-02-28'],
    ['date("2026-04-27") + duration("PT36H")', '2026-04-28'],
    ['@"2026-04-27T23:00:00" + @"PT2H"', '2026-04-28T01:00:00'],
    ['@"23:30:00" + @"PT1H"', '00:30:00'],
    ['date("2026-05-01") - date("2026-04-27")', 'P4D'],
    ['@"PT36H" * 2', 'P3D'],
    ['@"P1Y" / 4', 'P3M'],
    ['@"P2D" / @"PT12H"', '4'],
    ['@"2026-03-29T01:00:00@Europe/Paris" + @"PT1H"', '2026-03-29T03:00:00@Europe/Paris'],
    ['@"2026-04-27T09:00:00+08:00" = @"2026-04-27T01:00:00Z"', 'true'],
    ['@"2026-04-27T09:00:00+08:00" - @"2026-04-27T09:00:00"', 'null'],
    ['@"2026-04-27T09:00:00+08:00".time offset', 'PT8H'],
    ['@"2026-04-27".weekday', '1'],
    ['@"P1Y2M".months', '2'],
  ],
  '10.3.2.5 filters and paths': [
    ['[1, 2, 3, 4][item > 2]', '[3, 4]'],
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][4]', 'null'],
    ['[{x: 1, y: 2}, {x: 2, y: 3}][x = 1]', '[{x: 1, y: 2}]'],
    ['[{x: 1}, {x: 2}].x', '[1, 2]'],
    ['[{item: 1}, {item: 2}][item >= 2]', '[{item: 2}]'],
    ['5[item > 3]', '[5]'],
    ['{a: {b: 1}}.a.b', '1'],
    ['{a: 1}.b', 'null'],
  ],
  '10.3.2.13 iteration and quantifiers': [
    ['for i in 1..3, j in [10, 20] return i * j', '[10, 20, 20, 40, 30, 60]'],
    ['for i in 3..1 return i', '[3, 2, 1]'],
    ['for i in [1..3] return i', '[1, 2, 3]'],
    ['for i in 1..5 return if i = 1 then 1 else i * partial[-1]', '[1, 2, 6, 24, 120]'],
    ['some i in [1, 2] satisfies i > 1', 'true'],
    ['every i in [1, null] satisfies i > 0', 'null'],
    ['every i in [] satisfies i > 0', 'true'],
  ],
  '10.3.2.9 functions and types': [
    ['(function(a: number, b) a + b)(1, 2)', '3'],
    ['(function(a: number) a)("x")', 'null'],
    ['(function(a, b) a - b)(b: 1, a: 3)', '2'],
    ['{f: function(n) function(m) n + m, g: f(10)}.g(5)', '15'],
    ['[1, 2] instance of list<number>', 'true'],
    ['{a: 1} instance of context<a: string>', 'false'],
    ['null instance of Any', 'false'],
    ['@"P1D" instance of days and time duration', 'true'],
  ],
  '10.3.4.1 conversion': [
    ['number("1 000,5", " ", ",")', '1000.5'],
    ['string(1.50)', '1.5'],
    ['string([1, "a", {b: null}])', '[1, "a", {b: null}]'],
    ['date(2026, 2, 30)', 'null'],
    ['date and time(date("2026-04-27"), time("09:00:00Z"))', '2026-04-27T09:00:00Z'],
    ['time(9, 30, 0, duration("PT8H"))', '09:30:00+08:00'],
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
    ['range("(18..21]") = (18..21]', 'true'],
  ],
  '10.3.4.3 strings': [
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", -2, 1)', 'a'],
    ['string length("🐎甲")', '2'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring after("foobar", "ob")', 'ar'],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
    ['replace("aaa", "a*?", "b")', 'null'],
    ['matches("hello world", "HELLO\\\\ sworld", "ix")', 'true'],
    ['matches("身份证", "^[\\\\p{L}]{3}$")', 'true'],
    ['matches("b", "[a-z-[aeiou]]")', 'true'],
    ['matches("abab", "(ab)\\\\1")', 'true'],
    ['matches("a", "(")', 'null'],
    ['split("John Doe", "\\\\s")', '["John", "Doe"]'],
    ['string join(["a", null, "b"], "-")', 'a-b'],
  ],
  '10.3.4.4 lists': [
    ['sublist([1, 2, 3, 4], -2)', '[3, 4]'],
    ['append([1], 2, 3)', '[1, 2, 3]'],
    ['insert before([1, 3], 1, 2)', '[2, 1, 3]'],
    ['remove([1, 2, 3], -1)', '[1, 2]'],
    ['list replace([1, 2, 3], 2, 9)', '[1, 9, 3]'],
    ['list replace([1, 2, 3], function(item, new) item < new, 3)', '[3, 3, 3]'],
    ['index of([1, 2, null, 2], 2)', '[2, 4]'],
    ['union([1, 2], [2, 3])', '[1, 2, 3]'],
    ['flatten([[1, [2]], 3])', '[1, 2, 3]'],
    ['distinct values([1, 2, 1])', '[1, 2]'],
    ['duplicate values([1, 2, 1, 1])', '[1]'],
    ['all([true, null])', 'null'],
    ['any([null, true])', 'true'],
    ['min("b", "a")', 'a'],
    ['sum([@"P1D", @"PT12H"])', 'P1DT12H'],
    ['mean([0.1, 0.2])', '0.15'],
    ['median([8, 2, 5, 3, 4])', '4'],
    ['stddev([2, 4, 7, 5])', '2.0816659994661326'],
    ['mode([6, 3, 9, 6, 6])', '[6]'],
    ['product([2, 3, 4])', '24'],
    ['sort([3, 1, 2], function(x, y) x > y)', '[3, 2, 1]'],
  ],
  '10.3.4.5 numbers': [
    ['decimal(1.005, 2)', '1'],
    ['decimal(2.5, 0)', '2'],
    ['round half up(1.005, 2)', '1.01'],
    ['round half down(5.5, 0)', '5'],
    ['round up(-1.121, 2)', '-1.13'],
    ['round down(-1.126, 2)', '-1.12'],
    ['floor(-1.56, 1)', '-1.6'],
    ['ceiling(-1.5)', '-1'],
    ['modulo(-12, 5)', '3'],
    ['modulo(10.1, -4.5)', '-3.4'],
    ['abs(@"-P1D")', 'P1D'],
    ['sqrt(-1)', 'null'],
  ],
  '10.3.4.8 to 10.3.4.11 ranges, times and contexts': [
    ['before([1..5), [5..10])', 'true'],
    ['meets([1..5], [5..10])', 'true'],
    ['overlaps before([1..5), [4..8])', 'true'],
    ['includes((1..10], 1)', 'false'],
    ['coincides([1..5], [1..5])', 'true'],
    ['during(5, (< 10))', 'true'],
    ['day of week(@"2026-04-27")', 'Monday'],
    ['week of year(@"2005-01-01")', '53'],
    ['is(@"09:00:00", @"09:00:00Z")', 'false'],
    ['get value({a: {b: 1}}, ["a", "b"])', '1'],
    ['context put({a: {b: 1}}, ["a", "c"], 2)', '{a: {b: 1, c: 2}}'],
    ['context merge([{a: 1}, {a: 2, b: 3}])', '{a: 2, b: 3}'],
    ['context([{key: "a", value: 1}, {key: "a", value: 2}])', 'null'],
    ['get entries({a: 1})', '[{key: "a", value: 1}]'],
  ],
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  it.each(rows)('%s is %s', (source, value) => expect(evaluate(source)).toBe(value))
})

describe('names', () => {
  const names = { 'first name': '三', 'a-b': 7, a: 10, b: 1, 申请人: { 'full name': '张三' }, count: 2 }

  it.each([
    ['first name + "!"', '三!'],
    ['a-b', '7'],
    ['a - b + 1', '8'],
    ['申请人.full name', '张三'],
    ['{my key: 1, other: my key + 1}.other', '2'],
    ['for my item in [1, 2] return my item + 1', '[2, 3]'],
    ['count([1, 2, 3]) + count', '5'],
    ['{item count: 3}.item count', '3'],
  ])('%s is %s', (source, value) => expect(evaluate(source, names)).toBe(value))
})

describe('the zone of a process', () => {
  it.each([
    ['@"2026-04-27T09:00:00" = @"2026-04-27T01:00:00Z"', 'true'],
    ['now() - @"2026-04-27T08:00:00"', 'PT1H'],
    ['now() > date("2026-04-27")', 'true'],
  ])('%s is %s', (source, value) => expect(evaluate(source, {}, 'Asia/Shanghai')).toBe(value))
})

/** Where feelin 8.2 deviates from the standard: docs/feel.md has the list, these are its rows. */
describe('the standard, not feelin', () => {
  it.each([
    ['@"PT30M" * 2', 'PT1H'],
    ['-@"P1D"', '-P1D'],
    ['years and months duration(date("2026-01-31"), date("2026-04-27"))', 'P2M'],
    ['date("2026-01-31") + @"PT36H"', '2026-02-01'],
    ['for i in 2..0 return i', '[2, 1, 0]'],
    ['5 between 10 and 1', 'false'],
    ['@"P383D" = @"P378D"', 'false'],
    ['date("2026-01-31") - @"2026-01-31T08:00:00+08:00"', 'PT0S'],
    ['median([10, 9, 100])', '10'],
    ['distinct values([[1], 1])', '[[1], 1]'],
    ['remove([1, 2, 3], -1)', '[1, 2]'],
    ['replace("a", "a", "<$1>")', '<>'],
    ['all([null, false])', 'false'],
    ['abs([-1])', '1'],
    ['substring("abc", 9)', 'null'],
    ['1 < "a"', 'null'],
    ['0.1 + 0.2 = 0.3', 'true'],
  ])('%s is %s', (source, value) => expect(evaluate(source)).toBe(value))
})
