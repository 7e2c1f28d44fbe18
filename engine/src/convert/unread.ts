import type { ModdleElement } from '../model/moddle.ts'
import type { Problem } from '../model/problem.ts'
import { readModel } from '../model/read.ts'
import type { Conversion } from './conversion.ts'
import type { Found } from './scan.ts'
import type { Source, VendorElement } from './source.ts'
import { isVendors } from './vendors.ts'
import { everything, type Settable } from './walk.ts'

/**
 * What stands in the file and was not found by the reader: attributes of elements that hold only a text, elements outside
 * the extension elements. Each is reported where it stood.
 */
export function reportUnread(
  conversion: Conversion,
  found: readonly Found[],
  sources: ReadonlyMap<ModdleElement, Source>,
): void {
  const seen = new Map<string, number>()
  const count = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1)
  for (const [element, source] of sources) for (const name of namesIn(source)) count(`${name} ${idAround(element)}`)
  const byId = new Map([...everything(conversion.definitions)].map((element) => [element.id, element]))
  for (const { what, value, element } of found) {
    const left = seen.get(`${what} ${element}`) ?? 0
    seen.set(`${what} ${element}`, left - 1)
    if (left <= 0)
      conversion.unconverted(byId.get(element) ?? conversion.definitions, what.replace('@', ''), 'unread', value)
  }
}

function idAround(element: ModdleElement): string {
  for (let at: ModdleElement | undefined = element; at; at = (at as Settable).$parent)
    if (at.id !== undefined) return at.id
  return ''
}

function namesIn({ attributes, children }: Source): string[] {
  const own = attributes.flatMap(({ what }) => (isVendors(what) ? [`@${what}`] : []))
  return [...own, ...children.flatMap(namesOf)]
}

const namesOf = (element: VendorElement): string[] => [
  ...(isVendors(element.what) ? [element.what] : []),
  ...namesIn(element),
]

/** Content that is no BPMN: it is not in the converted drawing, so its check would not name it. Answers whether there is any. */
export async function reportLost(conversion: Conversion, read: readonly Problem[], written: string): Promise<boolean> {
  const left = new Set((await readModel(written)).problems.map(withoutLine))
  const lost = read.filter((problem) => problem.code.startsWith('xml-') && !left.has(withoutLine(problem)))
  for (const { words } of lost) conversion.unconverted(conversion.definitions, 'xml', 'no-bpmn', words)
  return lost.length > 0
}

const withoutLine = ({ words }: Problem): string => words.replace(/, in line \d+$/, '')
