import { list, text, type ModdleElement } from '../../model/moddle.ts'
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
  const source: TypeSource = {
    itemDefinitions: list(definitions, 'itemDefinition'),
    importNames: imports.map(({ name }) => name),
    imported(name) {
      const imported = imports.find((one) => one.name === name)
      return imported && find(imported)?.types
    },
  }
  return {
    namespace: text(definitions, 'namespace') ?? '',
    name: definitions.name ?? '',
    definitions,
    elements: new Map(list(definitions, 'drgElement').map((element) => [element.id ?? element.name ?? '', element])),
    imports,
    types: new Types(source, report),
  }
}
