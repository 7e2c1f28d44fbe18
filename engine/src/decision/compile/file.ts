import { list, text, type ModdleElement } from '../../model/moddle.ts'
import type { FeelScope } from '../feel.ts'
import { conforms } from '../types/coerce.ts'
import { Types, type TypeSource } from '../types/itemDefinitions.ts'

/** One DMN file while it is compiled. */
export interface SourceFile {
  readonly namespace: string
  readonly name: string
  readonly definitions: ModdleElement
  /** Requirement-graph elements by id. */
  readonly elements: ReadonlyMap<string, ModdleElement>
  readonly imports: readonly Import[]
  readonly types: Types
  /** What every expression of the file knows. */
  readonly scope: FeelScope
}

export interface Import {
  readonly name: string
  readonly namespace: string
  readonly location?: string
}

/** The imports of other DMN files; those of other kinds (PMML, XSD) are not read. */
export const importsOf = (definitions: ModdleElement): Import[] =>
  list(definitions, 'import')
    .filter((one) => /\/DMN\//.test(text(one, 'importType') ?? '/DMN/'))
    .map((one) => {
      const location = text(one, 'locationURI')
      return { name: one.name ?? '', namespace: text(one, 'namespace') ?? '', ...(location ? { location } : {}) }
    })

/** Finds an imported file among the others. */
export type FindFile = (imported: Import) => SourceFile | undefined

export function sourceFile(
  definitions: ModdleElement,
  find: FindFile,
  report: (item: ModdleElement, trouble: string) => void,
): SourceFile {
  const imports = importsOf(definitions)
  const scope: FeelScope = {
    names: new Map(),
    entries: entryNames(definitions),
    isOfType(value, name) {
      const type = types.find(name)
      return type && value !== null && conforms(value, type)
    },
  }
  const source: TypeSource = {
    scope,
    itemDefinitions: list(definitions, 'itemDefinition'),
    importNames: imports.map(({ name }) => name),
    imported(name) {
      const imported = imports.find((one) => one.name === name)
      return imported && find(imported)?.types
    },
  }
  const types = new Types(source, report)
  return {
    scope,
    namespace: text(definitions, 'namespace') ?? '',
    name: definitions.name ?? '',
    definitions,
    elements: new Map(list(definitions, 'drgElement').map((element) => [element.id ?? element.name ?? '', element])),
    imports,
    types,
  }
}

const holders = new Set(['dmn:ItemDefinition', 'dmn:InformationItem', 'dmn:OutputClause', 'dmn:Import'])

/** Names of components, context entries, columns, parameters and outputs, wherever they stand in the file. */
function entryNames(element: ModdleElement, found = new Set<string>()): Set<string> {
  if (holders.has(element.$type) && element.name) found.add(element.name)
  for (const value of Object.values(element)) {
    for (const inner of Array.isArray(value) ? value : [value]) if (isElement(inner)) entryNames(inner, found)
  }
  return found
}

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value
