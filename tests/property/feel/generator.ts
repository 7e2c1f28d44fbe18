import fc from 'fast-check'

/** The kinds of values that generated expressions are made for. */
const kinds = ['number', 'string', 'boolean', 'list', 'context', 'date', 'time', 'dateTime', 'days', 'months'] as const
type Kind = (typeof kinds)[number]
type Texts = fc.Arbitrary<string>

/** What the names of generated expressions stand for. */
export const variables: Readonly<Record<string, unknown>> = {
  n: 7,
  m: -2,
  half: 0.5,
  s: 'refuse',
  t: '甲乙',
  yes: true,
  no: false,
  nothing: null,
  list: [3, 1, 2],
  words: ['b', 'a', 'c', 'a'],
  rows: [
    { fee: 5, name: 'x', inner: { k: 1 } },
    { fee: 20, name: 'y', inner: { k: 2 } },
  ],
  form: { fee: 12, name: '张三', ok: true, rows: [1, 2, 3], inner: { k: 9, s: 'deep' } },
}

const pick = (...texts: readonly string[]): Texts => fc.constantFrom(...texts)

/** Text from parts: `say\`${a} + ${b}\``. */
const say = (texts: TemplateStringsArray, ...parts: readonly Texts[]): Texts =>
  fc.tuple(...parts).map((values) => texts.map((text, i) => text + (values[i] ?? '')).join(''))

const literals: Readonly<Record<Kind, Texts>> = {
  number: fc.oneof(
    pick('0', '1', '2', '3', '10', '-1', '-7', '0.5', '2.5', '100', 'n', 'm', 'half', 'form.fee', 'form.inner.k'),
    fc.integer({ min: -50, max: 50 }).map(String),
  ),
  string: pick('"a"', '"b"', '""', '"refuse"', '"甲"', '"foo bar"', '"a,b,c"', 's', 't', 'form.name', 'form.inner.s'),
  boolean: pick('true', 'false', 'yes', 'no', 'form.ok'),
  list: pick('[]', '[1]', '[1, 2, 3]', '["a", "b"]', '[3, null, 1]', 'list', 'words', 'form.rows', 'rows.fee', 'rows'),
  context: pick('{a: 1}', '{a: 1, b: "x"}', '{}', 'form', 'form.inner', 'rows[1]', '{a: {b: 2}}'),
  date: pick('date("2026-04-27")', '@"2024-02-29"', 'date(2025, 12, 31)', 'date("2026-01-31")'),
  time: pick('time("09:30:00")', '@"23:59:59"', 'time("10:00:00Z")', 'time("12:00:00+08:00")'),
  dateTime: pick(
    'date and time("2026-04-27T09:00:00")',
    '@"2024-02-29T23:59:59"',
    'date and time("2026-04-27T09:00:00Z")',
    'date and time("2026-04-27T17:00:00+08:00")',
  ),
  days: pick('duration("P1D")', '@"PT36H"', '@"-PT30M"', 'duration("P2DT3H4M5S")', '@"PT0S"'),
  months: pick('duration("P1Y")', '@"P14M"', '@"-P2M"', 'duration("P0Y")'),
}

/** Operations by the kind of their result. `x` is anything. */
function operations(
  of: (kind: Kind) => Texts,
  sure: (kind: Kind) => Texts,
  x: Texts,
): Readonly<Record<Kind, readonly Texts[]>> {
  const n = of('number')
  const s = of('string')
  const b = of('boolean')
  const l = of('list')
  const c = of('context')
  const instant = fc.oneof(of('date'), of('dateTime'))
  const order = pick('<', '<=', '>', '>=')
  const same = pick('=', '!=')
  const comparison = (kind: Kind): Texts => say`(${sure(kind)} ${fc.oneof(order, same)} ${sure(kind)})`
  return {
    number: [
      say`(${sure('number')} ${pick('+', '-', '*', '/')} ${sure('number')})`,
      say`(${n} ** ${pick('2', '3', '0')})`,
      say`-(${sure('number')})`,
      say`${pick('floor', 'ceiling', 'abs')}(${n})`,
      say`${pick('round up', 'round down', 'round half up', 'round half down', 'decimal')}(${n}, ${pick('0', '1', '2')})`,
      say`modulo(${literals.number}, ${pick('3', '-4', 'n')})`,
      say`string length(${s})`,
      say`${pick('sum', 'min', 'max', 'mean', 'product')}([${n}, ${n}, ${n}])`,
      say`count(${l})`,
      say`(if ${b} then ${n} else ${n})`,
      say`${l}[${pick('1', '2', '-1')}]`,
      say`${c}.${pick('a', 'k', 'fee')}`,
      say`${instant}.${pick('year', 'month', 'day', 'weekday')}`,
      say`${of('time')}.${pick('hour', 'minute', 'second')}`,
      say`${of('days')}.${pick('days', 'hours', 'minutes', 'seconds')}`,
      say`${of('months')}.${pick('years', 'months')}`,
      say`${pick('day of year', 'week of year')}(${instant})`,
      say`number(string(${n}))`,
    ],
    string: [
      say`(${s} + ${s})`,
      say`${pick('upper case', 'lower case', 'string')}(${s})`,
      say`substring(${s}, ${pick('1', '2', '-1', '-2')})`,
      say`substring(${s}, ${pick('1', '2')}, ${pick('1', '2')})`,
      say`${pick('substring before', 'substring after')}(${s}, ${pick('"f"', '"a"', '"x"')})`,
      say`replace(${s}, ${pick('"a"', '"[a-f]+"')}, "z")`,
      say`replace(${s}, "(o)(.)", "<$1>")`,
      say`string join(${pick('words', '["a", "b"]', 'split("a,b", ",")')}, ${sure('string')})`,
      say`(if ${b} then ${s} else ${s})`,
      // The digits of a fraction are ours alone: feelin writes those of a binary one.
      say`string(floor(${n}))`,
      say`${pick('day of week', 'month of year')}(${instant})`,
    ],
    boolean: [
      ...(['number', 'string', 'date', 'months'] as const).map(comparison),
      say`(${literals.days} ${fc.oneof(order, same)} ${literals.days})`,
      say`(${b} ${pick('and', 'or')} ${b})`,
      say`not(${b})`,
      say`(${n} between ${pick('-5', '0', '1')} and ${pick('1', '7', '50')})`,
      say`(${n} in ${pick('[1..10]', '(1..10)', '> 5', '(< 3, > 8)', '(1, 2, 3)', '[1, 7]')})`,
      say`(${s} in (${s}, ${s}))`,
      say`${pick('contains', 'starts with', 'ends with')}(${s}, ${s})`,
      say`matches(${s}, ${pick('"^[a-f]+$"', '"o+"', '"^.$"')})`,
      say`list contains(${l}, ${pick('1', '"a"', 'null', 'n')})`,
      say`${pick('all', 'any')}([${literals.boolean}, ${literals.boolean}])`,
      say`(${pick('some', 'every')} i in ${sure('list')} satisfies i ${pick('> 1', '= 2', '!= null')})`,
      say`(${x} = null)`,
      say`(${x} instance of ${pick('number', 'string', 'boolean', 'date')})`,
      say`${pick('odd', 'even')}(${n})`,
      say`(if ${b} then ${b} else ${b})`,
      say`${pick('before', 'after')}(${n}, ${n})`,
    ],
    list: [
      say`[${x}, ${x}]`,
      say`${l}[item ${pick('> 1', '= "a"')}]`,
      say`rows[fee > ${n}]`,
      say`(for i in ${sure('list')} return ${pick('i', '1', '{a: i}')})`,
      say`(for i in 1..${pick('3', '2', '7')} return i * 2)`,
      say`(for i in [1, 2], j in [3, 4] return i + j)`,
      say`append(${l}, ${x})`,
      say`concatenate(${l}, ${l})`,
      say`${pick('reverse', 'flatten')}(${l})`,
      say`distinct values(${pick('list', 'words', '[1, 2, 2, null, 1]')})`,
      say`sublist(${l}, ${pick('1', '2', '-1')})`,
      say`${pick('insert before')}(${l}, ${pick('1', '2')}, ${x})`,
      say`remove(${l}, 1)`,
      say`index of(${l}, ${pick('1', '"a"', 'null', 'n')})`,
      say`union(${pick('list', '[1, 7]')}, ${pick('list', 'form.rows')})`,
      say`sort(list, function(a, b) a ${pick('<', '>')} b)`,
      say`split(${s}, ${pick('","', '" "')})`,
      say`get entries(${c})`,
    ],
    context: [
      say`{a: ${s}, b: ${n}}`,
      say`{a: ${n}, b: a + 1}`,
      say`context put(${c}, "z", ${x})`,
      say`context merge([${c}, ${c}])`,
      say`context([{key: "a", value: ${n}}])`,
    ],
    date: [
      say`(${sure('date')} ${pick('+', '-')} ${pick('@"P1D"', '@"P40D"')})`,
      say`(${sure('date')} ${pick('+', '-')} ${sure('months')})`,
    ],
    time: [say`time(${sure('dateTime')})`],
    dateTime: [
      say`(${sure('dateTime')} ${pick('+', '-')} ${sure('days')})`,
      say`(${sure('dateTime')} ${pick('+', '-')} ${sure('months')})`,
      say`date and time(${sure('date')}, ${of('time')})`,
    ],
    days: [say`(${sure('days')} ${pick('+', '-')} ${sure('days')})`, say`(${sure('date')} - ${sure('date')})`],
    months: [say`(${sure('months')} ${pick('+', '-')} ${sure('months')})`],
  }
}

/** Expressions of all kinds; now and then a part is of another kind than it should be. */
export const expressions: Texts = fc.letrec<Record<Kind | 'x', string>>((tie) => {
  const anyKind = fc.oneof(...kinds.map((kind) => tie(kind)))
  const of = (kind: Kind): Texts =>
    fc.oneof(
      { weight: 20, arbitrary: tie(kind) },
      { weight: 1, arbitrary: tie('x') },
      { weight: 1, arbitrary: pick('null', 'nothing') },
    )
  const all = operations(of, (kind) => tie(kind), tie('x'))
  const perKind = Object.fromEntries(
    kinds.map((kind) => [kind, fc.oneof({ depthSize: 'small', withCrossShrink: true }, literals[kind], ...all[kind])]),
  ) as Record<Kind, Texts>
  return { ...perKind, x: anyKind }
}).x
