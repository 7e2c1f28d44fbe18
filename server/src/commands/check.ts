import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkDrawing, type Deed, type RunProblem } from '@lianban/engine'

interface Checked {
  readonly file: string
  /** False: not every way could be followed within the bounds. */
  readonly decided: boolean
  readonly problems: readonly RunProblem[]
}

/**
 * `npx lianban check FILE.bpmn… [--json]`: what would go wrong in these drawings, how a case comes to it and what removes
 * it. Exit code 1 when there is any problem, 2 for a call that cannot be understood.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  if (positionals.length === 0) {
    process.stderr.write('Expected one or more files: npx lianban check FILE.bpmn… [--json]\n')
    return 2
  }
  const from = process.env['INIT_CWD'] ?? process.cwd()
  const checked = await Promise.all(positionals.map((file) => checkFile(file, resolve(from, file))))
  process.stdout.write(values.json ? `${JSON.stringify(checked, null, 2)}\n` : checked.map(inWords).join(''))
  return checked.some(({ problems }) => problems.length > 0) ? 1 : 0
}

async function checkFile(file: string, path: string): Promise<Checked> {
  try {
    const { decided, problems } = await checkDrawing(await readFile(path, 'utf8'))
    return { file, decided, problems }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const words = `Expected a BPMN file, but ${file} cannot be read: ${error.message}`
    const problem = { code: 'file-unreadable', severity: 'error', words, fix: 'Check the name of the file' } as const
    return { file, decided: true, problems: [problem] }
  }
}

function inWords({ file, decided, problems }: Checked): string {
  const undecided = decided ? '' : ', not decided within the bounds'
  const head =
    problems.length === 0 ? `✓ ${file}: no problems${undecided}\n` : `✗ ${file}: ${problems.length}${undecided}\n`
  return head + problems.map(lines).join('')
}

function lines({ code, severity, element, words, fix, way, edit }: RunProblem): string {
  const how = way ? `\n      how: ${way.map(deedWords).join(' → ')}` : ''
  const certain = edit ? `\n      certain to remove it: make ${edit.element} a ${edit.replaceBy}` : ''
  return `  ${severity} ${code}${element === undefined ? '' : ` at ${element}`}: ${words}\n      fix: ${fix}${how}${certain}\n`
}

function deedWords({ do: deed, element, variables, assumed }: Deed): string {
  const values = [...Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ...assumed]
  return `${deed} ${element}`.trim() + (values.length > 0 ? ` (${values.join(', ')})` : '')
}
