import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Problem } from '@lianban/engine'
import { convertModel, rowWords, type ConvertedModel, type Row } from '@lianban/engine/convert'
import { complain, fromCaller } from '../archive/settings.ts'

interface Report {
  readonly file: string
  /** Nothing is left for a person. */
  readonly clean: boolean
  /** Files that were written, from where the command was called. */
  readonly written: readonly string[]
  readonly rows: readonly Row[]
  readonly problems: readonly Problem[]
}

interface Choices {
  readonly out: string
  readonly force: boolean
}

/**
 * `npx lianban convert FILE.bpmn… [--out FOLDER] [--json] [--force]`: models of Camunda 7, Flowable and Activiti as drawings
 * that run here, with the forms that stood in them, and what became of each thing. Files that exist are left alone without
 * `--force`. Exit code 1 when something needs a person, 2 for a call that cannot be understood.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string', default: '.' },
      json: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0)
    return complain('Expected one or more files: npx lianban convert FILE.bpmn… [--out FOLDER] [--json] [--force]', 2)
  const reports: Report[] = []
  // One after the other: of two that would write the same form, the second is refused.
  for (const file of positionals) reports.push(await convertFile(file, values))
  process.stdout.write(values.json ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(inWords).join(''))
  return reports.every(({ clean, written }) => clean && written.length > 0) ? 0 : 1
}

async function convertFile(file: string, choices: Choices): Promise<Report> {
  const refused = (...problems: readonly Problem[]): Report => ({ file, clean: false, written: [], rows: [], problems })
  try {
    const model = await convertModel(readFileSync(fromCaller(file), 'utf8'))
    if (!model.ok) return refused(...model.problems)
    const targets = targetsOf(file, model, choices)
    const taken = choices.force ? [] : targets.filter(({ path }) => existsSync(path))
    if (taken.length > 0) return { ...refused(...taken.map(inTheWay)), rows: model.rows }
    for (const { path, content } of targets) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
    const { clean, rows, problems } = model
    return { file, clean, written: targets.map(({ shown }) => shown), rows, problems }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const words = `Expected a file that can be read and a folder to write to, but for ${file}: ${error.message}`
    return refused({ code: 'file-unreadable', severity: 'error', words, fix: 'Check the names' })
  }
}

interface Target {
  /** As the caller reads it. */
  readonly shown: string
  readonly path: string
  readonly content: string
}

/** The drawing, and its forms in a folder beside it, as a process folder has them. */
function targetsOf(file: string, { xml, forms }: Extract<ConvertedModel, { ok: true }>, { out }: Choices): Target[] {
  const name = basename(file).replace(/\.(bpmn20\.xml|bpmn|xml)$/i, '')
  const target = (place: string, content: string): Target => ({ shown: place, path: fromCaller(place), content })
  const made = Object.entries(forms).map(([id, form]) =>
    target(join(out, 'forms', `${id}.form`), `${JSON.stringify(form, null, 2)}\n`),
  )
  return [target(join(out, `${name}.bpmn`), xml), ...made]
}

const inTheWay = ({ shown }: Target): Problem => ({
  code: 'file-exists',
  severity: 'error',
  words: `Expected to write a new file, but ${shown} exists`,
  fix: 'Name another folder with --out, or overwrite it with --force',
})

function inWords({ file, clean, written, rows, problems }: Report): string {
  const open = rows.filter(({ outcome }) => outcome === 'unconverted').length
  const head =
    written.length === 0 ? 'was not converted' : clean ? 'is converted' : `is converted, ${open} need a person`
  const told = problems.map(problemLine).join('')
  if (written.length === 0) return `✗ ${file} ${head}\n${told}`
  return `${clean ? '✓' : '✗'} ${file} ${head}\n      written: ${written.join(', ')}\n${rows.map(line).join('')}${told}`
}

function line(row: Row): string {
  const { element, what, outcome, from, to } = row
  const { words, todo, remarks } = rowWords(row, 'en')
  const place = element === '' ? '' : ` at ${element}`
  const change = from === '' && to === undefined ? '' : `\n      ${[from, to].filter((part) => part).join('  →  ')}`
  const more = [...remarks, ...(todo === undefined ? [] : [`to do: ${todo}`])].map((text) => `\n      ${text}`)
  return `  ${outcome} ${what}${place}: ${words}${change}${more.join('')}\n`
}

/** What the notes of the drawing say has been said. */
const problemLine = ({ code, severity, element, words, fix }: Problem): string =>
  code === 'unconverted'
    ? ''
    : `  ${severity} ${code}${element === undefined ? '' : ` at ${element}`}: ${words}\n      fix: ${fix}\n`
