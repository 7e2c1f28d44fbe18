import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compile, differences, type Change, type Graph } from '@lianban/engine'

interface Compared {
  readonly process: string
  readonly what: 'added' | 'removed' | 'kept'
  readonly changes: readonly Change[]
}

/**
 * `npx lianban diff OLD.bpmn NEW.bpmn [--json]`: what makes the new drawing run in another way than the old one. Exit code 0
 * when nothing does, 1 when something does, 2 when a file cannot be compared.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [older, newer, ...more] = positionals
  if (older === undefined || newer === undefined || more.length > 0) {
    process.stderr.write('Expected two files: npx lianban diff OLD.bpmn NEW.bpmn [--json]\n')
    return 2
  }
  const [before, after] = [await graphsOf(older), await graphsOf(newer)]
  if (!before || !after) return 2
  const compared = comparedProcesses(before, after)
  process.stdout.write(values.json ? `${JSON.stringify(compared, null, 2)}\n` : compared.map(inWords).join(''))
  return compared.some(({ what, changes }) => what !== 'kept' || changes.length > 0) ? 1 : 0
}

async function graphsOf(file: string): Promise<ReadonlyMap<string, Graph> | undefined> {
  try {
    const xml = await readFile(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8')
    const compiled = await compile(xml)
    if (compiled.ok) return new Map(compiled.graphs.map((graph) => [graph.process, graph]))
    const [first] = compiled.problems
    process.stderr.write(`Expected a drawing that can be published, but in ${file}: ${first!.words}. ${first!.fix}\n`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    process.stderr.write(`Expected a BPMN file, but ${file} cannot be read: ${error.message}\n`)
  }
  return undefined
}

function comparedProcesses(before: ReadonlyMap<string, Graph>, after: ReadonlyMap<string, Graph>): Compared[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((process_) => {
    const [older, newer] = [before.get(process_), after.get(process_)]
    if (!older) return { process: process_, what: 'added', changes: [] }
    if (!newer) return { process: process_, what: 'removed', changes: [] }
    return { process: process_, what: 'kept', changes: differences(older, newer) }
  })
}

function inWords({ process: id, what, changes }: Compared): string {
  if (what !== 'kept') return `Process ${id} is ${what}\n`
  if (changes.length === 0) return `Process ${id} runs as before: at most its drawing or documentation has changed\n`
  return `Process ${id}: ${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}\n${changes.map(sentence).join('')}`
}

function sentence({ element, name, what, field = '', before, after }: Change): string {
  const label = name && name !== element ? `${name} (${element})` : element
  if (what !== 'changed') return `  ${label} is ${what}\n`
  if (before === undefined) return `  ${label} gets ${field}: ${JSON.stringify(after)}\n`
  if (after === undefined) return `  ${label} loses ${field}, which was ${JSON.stringify(before)}\n`
  return `  ${field} of ${label} changes from ${JSON.stringify(before)} to ${JSON.stringify(after)}\n`
}
