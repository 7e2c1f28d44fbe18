import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertModel, type Row } from '@lianban/engine/convert'
import { checkout } from '../architecture/checkout.ts'

export const folders = ['camunda', 'flowable'] as const

/** A model of another engine with the report that its documentation asks for. */
export interface Model {
  readonly name: string
  readonly file: string
  readonly xml: string
  readonly expected: Expected
}

export interface Expected {
  /** One sentence a row: `ELEMENT WHAT OUTCOME (CODE): FROM → TO [REMARKS]`. */
  readonly rows: readonly string[]
  /** Errors of the check besides what the notes say, as `ELEMENT CODE`. */
  readonly errors: readonly string[]
  readonly forms?: Readonly<Record<string, unknown>>
}

const folderOf = (folder: string): string => join(checkout, 'tests/convert', folder)

export const models = folders.flatMap((folder): Model[] =>
  readdirSync(folderOf(folder))
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => {
      const path = join(folderOf(folder), file)
      const expectation = path.replace(/\.bpmn$/, '.json')
      const none = { rows: [], errors: ['no expectation is written'] }
      return {
        name: `${folder}/${file.replace('.bpmn', '')}`,
        file: path,
        xml: readFileSync(path, 'utf8'),
        expected: existsSync(expectation) ? (JSON.parse(readFileSync(expectation, 'utf8')) as Expected) : none,
      }
    }),
)

/** The row as one sentence. */
export function sentence({ element, what, outcome, code, from, to, detail, remarks }: Row): string {
  const place = element === '' ? '' : `${element} `
  const became = to === undefined ? '' : ` → ${to}`
  const part = detail === undefined ? '' : ` (${detail})`
  return `${place}${what} ${outcome} (${code}): ${from}${part}${became}${remarks ? ` [${remarks.join(', ')}]` : ''}`
}

/** The conversion of a model that can be read. */
export async function converted(xml: string) {
  const result = await convertModel(xml)
  if (!result.ok) throw new Error(`Expected a model that can be read, but ${JSON.stringify(result.problems)}`)
  return result
}

/** What a result says, in the form of an expectation. */
export function told({ rows, problems, forms }: Awaited<ReturnType<typeof converted>>): Expected {
  const errors = problems.filter(({ severity, code }) => severity === 'error' && code !== 'unconverted')
  return {
    rows: rows.map(sentence),
    errors: errors.map(({ element = '', code }) => `${element} ${code}`.trim()),
    ...(Object.keys(forms).length > 0 ? { forms } : {}),
  }
}
