import { expect, test } from 'vitest'
import { migrationProblemCodes } from '@lianban/engine'
import { chinese } from '../checks/chinese.ts'
import { messagesOf } from './messages.ts'

const sources: Record<string, string> = import.meta.glob(
  ['../../../server/src/**/*.ts', '../../../engine/src/**/*.ts', '!**/*.test.ts'],
  { query: '?raw', eager: true, import: 'default' },
)
const under = (...folders: string[]): string =>
  Object.entries(sources)
    .filter(([file]) => folders.some((folder) => file.startsWith(`../../../${folder}/`)))
    .map(([, source]) => source)
    .join('\n')

const server = under('server/src')
const commands = under('engine/src/step', 'engine/src/approval', 'engine/src/correction', 'engine/src/runtime')
const compiler = under(
  'engine/src/model',
  'engine/src/analyse/variables',
  'engine/src/decision',
  'server/src/publish',
  'server/src/documents',
)

const found = (source: string, pattern: RegExp): string[] => [...source.matchAll(pattern)].map((match) => match[1]!)
const withoutWords = (codes: readonly string[], words: object): string[] => [
  ...new Set(codes.filter((code) => !Object.hasOwn(words, code))),
]

/** Codes of the problem documents: written at the error, made by `notFound`, or handed on from the engine's refusals. */
const refusals = [
  ...found(server, /new ApiError\(\s*\d+,\s*'([a-z-]+)'/g),
  ...found(server, /unacceptable\(\s*'([a-z-]+)'/g),
  ...found(server, /notFound\('([a-z]+)'/g).map((what) => `no-such-${what}`),
  ...found(commands, /reject\(\s*'([a-z-]+)'/g),
  ...found(commands, /\bcode: '([a-z-]+)', words/g),
]
const incidents = found(under('engine/src'), /(?:new Trouble\(\s*|incidentRaised'.*code: )'([a-z-]+)'/g)
const findings = [
  ...found(compiler, /report\(\s*'([a-z-]+)'/g),
  ...found(compiler, /\bcode: '([a-z-]+)'/g),
  ...found(compiler, /missing\(\s*'([a-z-]+)'/g),
  ...found(compiler, /'(variable-[a-z]+)'/g),
]

test.each(['zh-CN', 'en'] as const)('every refusal of server and engine has words in %s', (locale) => {
  expect(refusals.length).toBeGreaterThan(40)
  expect(withoutWords(refusals, messagesOf(locale)['problems'] as object)).toEqual([])
})

test.each(['zh-CN', 'en'] as const)('every incident has words in %s', (locale) => {
  expect(incidents.length).toBeGreaterThan(5)
  expect(withoutWords(incidents, messagesOf(locale)['incidents'] as object)).toEqual([])
})

/** Codes with dots in them stand in the words as branches. */
const at = (words: object, code: string): unknown =>
  code.split('.').reduce<unknown>((branch, part) => (branch as Record<string, unknown> | undefined)?.[part], words)

const outcomeSource = under('server/src/migrations')
const contract = under('server/src/contract')
/** The body of an exported type of the wire, up to the next one. */
const typeOf = (name: string): string => contract.split(`export type ${name} =`)[1]?.split('export ')[0] ?? ''
const kindsOf = (name: string): string[] => found(typeOf(name).replace(/\/\*\*.*?\*\//gs, ''), /'(\w+)'/g)
const elementTypes = [...new Set(found(under('engine/src/model'), /^  readonly type: '(\w+)'/gm))]

test.each(['zh-CN', 'en'] as const)(
  'migrations and corrections have words for all that they can be in %s',
  (locale) => {
    const { migrations, corrections, diagram } = messagesOf(locale) as Record<string, Record<string, object>>
    const notes = found(outcomeSource, /note\((?:renewed.*\? )?'([a-z.]+)'/g)
    expect(notes).toContain('task.form.changed')
    expect([...notes, 'wait.added'].filter((code) => typeof at(migrations!['note']!, code) !== 'string')).toEqual([])
    expect(withoutWords(migrationProblemCodes, migrations!['problem']!)).toEqual([])
    expect(kindsOf('MigrationState')).toContain('paused')
    expect(withoutWords(kindsOf('MigrationState'), migrations!['state']!)).toEqual([])
    expect(kindsOf('MigrationOutcome')).toContain('stayed')
    expect(withoutWords(kindsOf('MigrationOutcome'), migrations!['outcome']!)).toEqual([])
    expect(kindsOf('Correction')).toContain('retryIncident')
    for (const part of ['kind', 'about', 'confirm', 'done'])
      expect(withoutWords(kindsOf('Correction'), corrections![part]!)).toEqual([])
    expect(withoutWords(kindsOf('Correction'), (corrections!['preview'] as Record<string, object>)['about']!)).toEqual(
      [],
    )
    const waits = found(contract.match(/waits: \((.*)\)\[\]/)?.[1] ?? '', /'(\w+)'/g)
    expect(waits).toContain('listener')
    expect(withoutWords(waits, corrections!['waits']!)).toEqual([])
    expect(elementTypes).toContain('userTask')
    expect(withoutWords(elementTypes, diagram!['type']!)).toEqual([])
  },
)

test('every finding of the deployment check has words and a fix in Chinese', () => {
  expect(findings.length).toBeGreaterThan(30)
  expect(withoutWords(findings, chinese.words)).toEqual([])
  expect(withoutWords(findings, chinese.fix)).toEqual([])
})
