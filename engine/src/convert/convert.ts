import { checkDrawing } from '../analyse/checkDrawing.ts'
import type { RunProblem } from '../analyse/soundness/problems.ts'
import type { ModdleElement } from '../model/moddle.ts'
import { hasErrors, type Problem } from '../model/problem.ts'
import { readModel } from '../model/read.ts'
import { keepUnresolved, unresolvedOf } from '../model/unresolved.ts'
import { writeModel } from '../model/write.ts'
import { Conversion, type GeneratedForm } from './conversion.ts'
import { fieldKinds } from './fieldKinds.ts'
import { dropEmpty, reportRest } from './leftovers.ts'
import { parts } from './parts/index.ts'
import { loopData } from './parts/loops.ts'
import { platform } from './platform.ts'
import type { Row } from './row.ts'
import { scan } from './scan.ts'
import { detach, type Source } from './source.ts'
import { strangersIn, withoutStrangers } from './strangers.ts'
import { reportLost, reportUnread } from './unread.ts'
import { vendorModdle } from './vendorModdle.ts'
import { mentionsVendor, vendorNamespaces } from './vendors.ts'
import { everything, redirect, type Settable } from './walk.ts'

export type ConvertedModel =
  | {
      readonly ok: true
      /** BPMN with `zeebe:`, `lianban:` and FEEL; diagram, names, documentation and order as they were. */
      readonly xml: string
      /** Forms made of fields in the drawing, by their ids. */
      readonly forms: Readonly<Record<string, GeneratedForm>>
      /** What became of everything that those engines had in the file, in its order. */
      readonly rows: readonly Row[]
      /** What the check of any drawing says to the converted one. */
      readonly problems: readonly RunProblem[]
      /** Nothing is left for a person. */
      readonly clean: boolean
    }
  /** Not a model of BPMN 2.0 that can be read. */
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Deepest nesting of elements in the file. */
export const deepestModel = 200

/**
 * Converts a model of Camunda 7, Flowable or Activiti. Nothing is guessed and nothing is lost: each attribute and each
 * element of their namespaces has a row, and what needs a person stays in the drawing as a note with which it is not
 * published. A file that names none of their namespaces comes back as it is.
 */
export async function convertModel(xml: string): Promise<ConvertedModel> {
  if (!mentionsVendor(xml)) return unchanged(xml)
  const scanned = scan(xml)
  if (scanned.deepest > deepestModel) return { ok: false, problems: [tooDeep(scanned.deepest)] }
  const { definitions, problems: read } = await readModel(xml, vendorModdle)
  if (!definitions) return { ok: false, problems: read }
  const sources = new Map([...everything(definitions)].map((element) => [element, detach(element)]))
  const conversion = new Conversion(definitions, fieldKinds(sources.values()))
  platform(conversion)
  standardLoops(conversion)
  for (const [element, source] of sources) convertElement(conversion, element, source)
  redirect(definitions, conversion.successors)
  reportUnread(conversion, scanned.found, sources)
  withoutNamespaces(definitions)
  withoutStrangers(definitions, strangersIn(xml))
  const written = await writeModel(definitions)
  const lost = await reportLost(conversion, read, written)
  const converted = lost ? await writeModel(definitions) : written
  const { rows, forms } = conversion
  const { problems } = await checkDrawing(converted, { forms: pathsOf(forms) })
  const clean = !hasErrors(problems) && rows.every(({ outcome }) => outcome !== 'unconverted')
  return { ok: true, xml: converted, forms, rows, problems, clean }
}

async function unchanged(xml: string): Promise<ConvertedModel> {
  const { problems } = await checkDrawing(xml)
  if (problems.some(({ code }) => code === 'xml-malformed')) return { ok: false, problems }
  return { ok: true, xml, forms: {}, rows: [], problems, clean: !hasErrors(problems) }
}

function convertElement(conversion: Conversion, element: ModdleElement, source: Source): void {
  dropEmpty(conversion, element, source)
  for (const part of parts) part(conversion, conversion.standing(element), source)
  reportRest(conversion, conversion.standing(element), source)
}

/** A loop over a variable that the standard would have as a data input. */
function standardLoops(conversion: Conversion): void {
  const references = unresolvedOf(conversion.definitions)
  const isLoop = ({ property }: { property: string }): boolean => property.endsWith('loopDataInputRef')
  for (const { element, id } of references.filter(isLoop)) loopData(conversion, element, id)
  keepUnresolved(
    conversion.definitions,
    references.filter((reference) => !isLoop(reference)),
  )
}

const uris = new Set<unknown>(Object.values(vendorNamespaces))

function withoutNamespaces(definitions: ModdleElement): void {
  for (const element of everything(definitions)) {
    const attrs = (element as Settable).$attrs ?? {}
    for (const [key, value] of Object.entries(attrs)) if (key.startsWith('xmlns') && uris.has(value)) delete attrs[key]
  }
}

const pathsOf = (forms: Readonly<Record<string, GeneratedForm>>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(forms).map(([id, { components }]) => [id, components.map(({ key }) => String(key))]),
  )

const tooDeep = (deepest: number): Problem => ({
  code: 'xml-malformed',
  severity: 'error',
  words: `Expected a BPMN 2.0 file, but its elements stand ${deepest} deep in each other (at most ${deepestModel})`,
  fix: 'Export the drawing again from a BPMN editor',
})
