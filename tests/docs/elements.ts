import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { check } from '@lianban/engine'
import { format } from 'prettier'
import { checkout } from '../architecture/checkout.ts'
import { attributeRows } from './attributes.ts'
import { peerNames, peerRows } from './peers.ts'
import { definitionOf, flow, positions, triggers, type Position } from './positions.ts'

interface Type {
  readonly name: string
  readonly isAbstract?: boolean
  readonly superClass?: readonly string[]
}

const resolve = createRequire(join(checkout, 'engine/package.json')).resolve
const { types } = JSON.parse(readFileSync(resolve('bpmn-moddle/resources/bpmn/json/bpmn.json'), 'utf8')) as {
  types: readonly Type[]
}
const isA = (name: string, base: string): boolean =>
  name === base || (types.find((type) => type.name === name)?.superClass ?? []).some((parent) => isA(parent, base))
/** Every element of the standard of this kind, by its name in the meta-model. */
const kinds = (base: string): string[] =>
  types.filter(({ name, isAbstract }) => !isAbstract && isA(name, base)).map(({ name }) => name)
const tag = (name: string): string => name[0]!.toLowerCase() + name.slice(1)

const model = (process: string, beside = ''): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
    <message id="m" name="m"/><signal id="g" name="g"/><error id="f" errorCode="f"/><escalation id="h" escalationCode="h"/>
    <process id="p" isExecutable="true">${process}</process>${beside}</definitions>`
const whole = `<startEvent id="s"/><endEvent id="e"/>${flow('s', 'e')}`

type Standing = 'executed' | 'kept' | 'refused'

async function standingOf(name: string, xml: string): Promise<Standing> {
  const problems = await check(xml)
  const refused = problems.some(
    ({ code, element }) => element === 'it' && (code === 'element-not-executable' || code === 'xml-unknown'),
  )
  if (refused) return 'refused'
  const promises = isA(name, 'FlowNode') || name === 'SequenceFlow' || drawnOn.has(name)
  return promises ? 'executed' : 'kept'
}

/** What stands beside the processes and is read by the events that refer to it. */
const drawnOn = new Set([
  ...['Process', 'Message', 'Signal', 'Error', 'Escalation'],
  ...['DataObject', 'DataObjectReference', 'DataStoreReference', 'DataStore'],
])

export type Cell = Standing | '–'

/** `–`: the standard has no such event, and the engine refuses it. */
export async function cellOf(position: Position, trigger: string): Promise<Cell> {
  const several = `${definitionOf['message']}${definitionOf['signal']}`
  const problems = await check(model(position.around(definitionOf[trigger] ?? several, trigger)))
  const refused = problems.some(({ severity, element }) => severity === 'error' && element === 'event')
  if (refused) return position.standard.includes(trigger) ? 'refused' : '–'
  return 'executed'
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

async function standings(names: readonly string[], draw: (name: string) => string): Promise<string> {
  const found = await Promise.all(names.map(async (name) => [name, await standingOf(name, draw(name))] as const))
  const named = (standing: Standing): string =>
    found.flatMap(([name, is]) => (is === standing ? [`\`${tag(name)}\``] : [])).join(', ') || 'none'
  return table(['', 'elements'], [...(['executed', 'kept', 'refused'] as const).map((is) => [is, named(is)])])
}

/** docs/elements.md, from what the engine's own check says of each element and of each event in each position. */
export async function elementsPage(): Promise<string> {
  const inside = [...kinds('FlowElement'), ...kinds('Artifact')].filter((name) => name !== 'ImplicitThrowEvent')
  const beside = kinds('RootElement').filter((name) => !isA(name, 'EventDefinition'))
  const events = await Promise.all(
    triggers.map(async (trigger) => [trigger, ...(await Promise.all(positions.map((at) => cellOf(at, trigger))))]),
  )
  const page = `# Elements of BPMN 2.0

Generated from what the engine's check answers to each; \`tests/docs/elements.test.ts\` fails when the page is out of date
(\`cd tests && npx vitest run docs/elements -u\` writes it anew).

- **executed**: can be published and runs; \`tests/conformance\` shows what it does.
- **kept**: documentation and drawing. It stays in the file and promises no behaviour.
- **refused**: the standard has it, the engine does not execute it. The model is not published, and the problem names the
  element: nothing on the canvas is decorative.

## In a process

${await standings(inside, (name) => model(`${whole}<${tag(name)} id="it"/>`))}

Lanes are kept. A non-executable process, a collaboration with its participants and message flows, and the whole of the
diagram interchange are kept too.

## Beside the processes

${await standings(beside, (name) => model(whole, `<${tag(name)} id="it"/>`))}

## Events, by trigger and position

${table(['trigger', ...positions.map(({ words }) => words)], events)}

\`–\`: the standard has no such event; it is refused. *Multiple* is a message and a signal. A boundary compensation event
neither interrupts nor does not: it stands in the first of both columns.

## Attributes

Found by drawing each with and without: *executed* changes what runs or what the check asks for.

${table(['of', 'executed', 'kept', 'refused'], await attributeRows())}

## Extensions

Of the \`zeebe:\` namespace everything that Camunda 8.8 executes is executed: task definition, headers, linked resources, user
task, assignment, schedule, priority, forms by id, key or embedded, io mapping, multi-instance, called element and called
decision with their binding, script, subscription, execution listeners, task listeners (creating, assigning, updating,
completing), properties, version tag, ad-hoc, conditional filter. Refused by name: task listeners on canceling, ad-hoc
sub-processes that a job worker leads, job priorities and agents. The \`lianban:\` namespace (limit, departments, card, status,
deadline) is described in [engine/src/model/extension/lianban.ts](../engine/src/model/extension/lianban.ts).

Data of the standard are variables: a data object or property belongs to the element that holds it, a data store is shared by
all cases, data associations are mappings. An activity whose data input has no value stands with an incident until it has one.

## Beside other engines

Lianban's column names the cases below \`tests/conformance\` that show it, and that the tests play. The others are from public
documents and trackers as of 2026-11-23: \`ˢ\` read in a public source, \`ᴸ\` run by us on bpmn-engine 25.0.1, no mark: from memory,
to be checked before it is quoted. Y = yes, P = partly, N = no, ? = not found. Numbers are issues of the project's tracker.

${table(
  ['', 'Lianban', ...peerNames],
  peerRows.map(({ feature, cases, peers }) => [
    feature,
    `Y: ${cases.map((name) => `\`${name}\``).join(', ')}`,
    ...peers,
  ]),
)}
`
  const config = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { prettier: object }
  return format(page, { ...config.prettier, parser: 'markdown' })
}
