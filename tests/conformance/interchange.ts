import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readModel, writeModel, type ModdleElement } from '@lianban/engine'
import type { FoundDrawing } from './find.ts'
import type { Difference } from './observe.ts'
import type { Played } from './play.ts'

/** Reads a drawing, writes it, and reads what was written: the two readings must say the same. */
export async function playInterchange({ file }: FoundDrawing): Promise<Played[]> {
  try {
    return [{ run: 1, differences: await lossesOf(readFileSync(file, 'utf8')), because: [] }]
  } catch (error) {
    return [
      {
        run: 1,
        differences: [{ what: 'interchange', expected: 'no exception', actual: String(error) }],
        because: [],
      },
    ]
  }
}

export async function lossesOf(xml: string): Promise<Difference[]> {
  const first = await readModel(xml)
  if (!first.definitions) return [{ what: 'import', expected: 'a model', actual: first.problems }]
  const second = await readModel(await writeModel(first.definitions))
  if (!second.definitions) return [{ what: 'import of the export', expected: 'a model', actual: second.problems }]
  // What the reader does not know is not in the tree, so the trees alone would not show its loss.
  const unread = first.problems.filter(({ code }) => code === 'xml-unknown' || code === 'xml-invalid')
  return [
    ...unread.map(({ words }) => ({ what: 'import', expected: 'kept', actual: words })),
    ...compared('definitions', said(first.definitions), said(second.definitions)),
    ...compared('problems', wordsOf(first.problems), wordsOf(second.problems)),
  ]
}

/** Without the line, which may move. */
const wordsOf = (problems: readonly { words: string }[]): string[] =>
  problems.map(({ words }) => words.replace(/, in line \d+$/, ''))

interface Described extends ModdleElement {
  readonly $attrs?: Readonly<Record<string, unknown>>
  readonly $descriptor: { readonly propertiesByName?: Readonly<Record<string, Property>> }
}

interface Property {
  readonly name: string
  readonly isReference?: boolean
  readonly default?: unknown
}

const isElement = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && '$type' in value

/**
 * Everything that an element says, as plain data: attributes of any namespace, content in its order, references as ids. To
 * write a default or to leave it out says the same; so does a namespace under another prefix.
 */
function said(value: unknown, isReference = false): unknown {
  if (Array.isArray(value)) return value.map((item) => said(item, isReference))
  if (!isElement(value)) return value
  if (isReference) return { ref: value.id }
  const properties = value.$descriptor.propertiesByName
  if (!properties) return { $type: value.$type, ...contentOf(value, () => false) }
  const known = contentOf(value, (name) => properties[name]?.isReference === true)
  const plain = Object.entries(known).filter(([name, inner]) => properties[name]?.default !== inner)
  const others = Object.entries(value.$attrs ?? {}).filter(([name]) => !/^xmlns(:|$)|^xsi:type$/.test(name))
  return { $type: value.$type, ...Object.fromEntries([...plain, ...others]) }
}

const contentOf = (value: Described, isReference: (name: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '$parent' && name !== '$type')
      .map(([name, inner]) => [name, said(inner, isReference(name))]),
  )

/** The places at which two data differ, each with its path. */
function compared(path: string, expected: unknown, actual: unknown): Difference[] {
  if (isDeepStrictEqual(expected, actual)) return []
  if (!isData(expected) || !isData(actual)) return [{ what: path, expected, actual }]
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...names].flatMap((name) => compared(`${path}.${name}`, expected[name], actual[name]))
}

const isData = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
