/** Texts of up to ten thousand characters that try to take time or memory. */
const length = 9_990
const filled = (unit: string): string => unit.repeat(Math.floor(length / unit.length))
const around = (open: string, inner: string, close: string, times: number): string =>
  open.repeat(times) + inner + close.repeat(times)
/** `{a: …, b: a + a, c: b + b}`: each entry doubles the one before. */
const doubling = (first: string, double: (name: string) => string, times: number): string => {
  const entries = Array.from({ length: times }, (_, i) => `e${i + 1}: ${double(`e${i}`)}`)
  return `{e0: ${first}, ${entries.join(', ')}}`
}
const nested = (levels: number, body: string): string =>
  Array.from({ length: levels }, (_, i) => `for i${i} in 1..1000 return `).join('') + body

export const adversaries: Readonly<Record<string, string>> = {
  // Texts that are hard to read.
  'open parentheses': filled('('),
  'open brackets': filled('['),
  'open braces': filled('{a:'),
  'braces with long keys': filled('{a b c d:'),
  'many entries': `{${Array.from({ length: 1000 }, (_, i) => `k${i}:1`).join(',')}}`,
  'many entries with blanks': `{${Array.from({ length: 500 }, (_, i) => `k ${i}:k ${i}`).join(',')}}`,
  'nested parentheses': around('(', '1', ')', 4900),
  'nested lists': around('[', '1', ']', 390),
  'nested functions': around('function(a) ', '1', '', 390),
  'nested ifs': filled('if '),
  'open calls': filled('f('),
  'open loops': filled('for a in '),
  minuses: filled('-'),
  comparisons: filled('<'),
  additions: filled('1+'),
  'a long sum': Array.from({ length: 390 }, () => 'n').join('+'),
  words: filled('a '),
  dots: filled('a.'),
  comments: filled('/* '),
  'closed comments': `1 ${filled('/**/')}`,
  'a long string': `"${'x'.repeat(length)}"`,
  'open strings': filled('"'),
  escapes: `"${filled('\\u0041')}"`,
  'a long number': '9'.repeat(length),
  'a long fraction': `0.${'3'.repeat(length)}`,
  'open ranges': filled('[1..'),
  'types in types': `1 instance of ${around('list<', 'number', '>', 400)}`,
  garbage: filled('{(["a<1 in '),

  // Loops and recursion.
  'a long loop': 'for i in 1..1000000000 return i',
  'a loop backwards': 'for i in 1000000000..1 return 1',
  'nested loops': nested(20, '1'),
  'a loop over dates': 'for d in @"0001-01-01"..@"9999-12-31" return d',
  'a search without an end': 'some i in 1..1000000000 satisfies i < 0',
  'lists of partial results': 'for i in 1..1000000 return partial',
  'sums of partial results': 'for i in 1..1000000 return count(partial) + sum(partial)',
  'a filter in a filter': '(for i in 1..20000 return i)[count((for j in 1..20000 return j)[item > 1]) > 0]',
  'endless recursion': '{f: function(g) g(g), r: f(f)}.r',
  'deep recursion': '{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), r: f(f, 100000)}.r',
  'branching recursion': '{f: function(g, n) if n = 0 then 1 else g(g, n - 1) + g(g, n - 1), r: f(f, 60)}.r',
  'a slow comparison':
    'sort(for i in 1..100000 return -i, function(a, b) count(for j in 1..1000 return j) > 0 and a < b)',

  // Strings and lists that grow.
  'doubled strings': doubling('"xxxxxxxxxxxxxxxxxxxx"', (name) => `${name} + ${name}`, 60),
  'doubled lists': doubling('[1, 2, 3]', (name) => `concatenate(${name}, ${name})`, 60),
  'a tree of shared lists': `string(${doubling('[1]', (name) => `[${name}, ${name}]`, 60)}.e60)`,
  'the same tree twice': `${doubling('[1]', (name) => `[${name}, ${name}]`, 60)} = ${doubling('[1]', (name) => `[${name}, ${name}]`, 60)}`,
  'a flat tree': `flatten(${doubling('[1]', (name) => `[${name}, ${name}]`, 60)}.e60)`,
  'shared contexts': `${doubling('{a: 1}', (name) => `{a: ${name}, b: ${name}}`, 60)}.e60`,
  'a growing string': 'for i in 1..100000 return string join(for j in 1..1000 return "xxxxxxxxxx", "yyyyyyyyyy")',
  'replaced by more': doubling('"aaaaaaaaaaaaaaaa"', (name) => `replace(${name}, "a", "aaaaaaaaaaaaaaaa")`, 30),
  'all against all': 'distinct values(for i in 1..100000 return i)',
  'all against all again': 'index of(for i in 1..100000 return [i], [1])',
  'all lists joined': 'union(for i in 1..50000 return i, for i in 1..50000 return -i)',
  'changed contexts': 'for i in 1..100000 return context put({a: 1}, string(i), i)',

  // Numbers.
  'a tower of powers': '9 ** 9 ** 9 ** 9 ** 9',
  'a tower to the right': '9 ** (9 ** (9 ** 9))',
  'long divisions': 'for i in 1..1000000 return 0.1 / 3.7 * 1.000000001',
  'far decimals': 'for i in 1..1000000 return decimal(1e300 + 1e-300, 300)',
  'large scales': 'for i in 1..1000000 return round up(1e-300, -6000)',

  // Patterns.
  'nested quantifiers': `matches("${'a'.repeat(5000)}b", "(a+)+$")`,
  'doubled choices': `matches("${'a'.repeat(5000)}b", "(a|a)*$")`,
  'many stars': `matches("${'a'.repeat(5000)}", "a*a*a*a*a*a*a*a*a*a*b")`,
  'stars in stars': `replace("${'ab'.repeat(2500)}", "((a*b*)*)*c", "x")`,
  'back references': `matches("${'a'.repeat(5000)}", "(a*)(a*)(a*)\\1\\2\\3b")`,
  'large counts': 'matches("a", "(((a{1000}){1000}){1000}){1000}")',
  'nested groups': `matches("a", "${'('.repeat(900)}a${')'.repeat(900)}")`,
  'split to pieces': `for i in 1..100000 return split("${'a;'.repeat(4000)}", ";")`,

  // Times.
  'zones of the world': 'for i in 1..1000000 return @"2026-07-01T00:00:00@America/New_York" + @"PT1H"',
  'working days far ahead': 'for i in 1..1000000 return add working days(@"2026-01-01", 100000)',
}
