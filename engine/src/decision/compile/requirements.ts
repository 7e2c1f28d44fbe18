import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import type { SourceFile } from './file.ts'

/** A reference to an element, resolved. */
export interface Found {
  readonly file: SourceFile
  readonly element: ModdleElement
  /** The name of the import, when it is in another file. */
  readonly through?: string
}

export const hrefsOf = (element: ModdleElement, property: string): string[] =>
  list(element, property).flatMap((reference) => text(reference, 'href') ?? [])

/** What a decision or knowledge model requires: information first, then knowledge. */
export function requirementsOf(element: ModdleElement): string[] {
  const information = list(element, 'informationRequirement').flatMap((one) => [
    child(one, 'requiredInput'),
    child(one, 'requiredDecision'),
  ])
  const knowledge = list(element, 'knowledgeRequirement').map((one) => child(one, 'requiredKnowledge'))
  return [...information, ...knowledge].flatMap((reference) => (reference && text(reference, 'href')) ?? [])
}

/** Resolves `#id` in the file itself and `namespace#id` in the files that it imports. */
export function resolve(href: string, file: SourceFile, files: readonly SourceFile[]): Found | undefined {
  const hash = href.lastIndexOf('#')
  const [where, id] = [href.slice(0, Math.max(hash, 0)), href.slice(hash + 1)]
  const own = where === '' || where === file.namespace ? file.elements.get(id) : undefined
  if (own) return { file, element: own }
  for (const { name, namespace, location } of file.imports) {
    if (where !== namespace && where !== location) continue
    for (const other of files) {
      const element = other.namespace === namespace ? other.elements.get(id) : undefined
      if (element) return { file: other, element, through: name }
    }
  }
  return undefined
}
