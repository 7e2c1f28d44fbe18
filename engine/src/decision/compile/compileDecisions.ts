import type { Problem } from '../../model/problem.ts'
import { hasErrors } from '../../model/problem.ts'
import type { DecisionModel } from '../model.ts'
import { readDecisions } from '../read/readDecisions.ts'
import { ElementCompiler } from './elements.ts'
import { sourceFile, type FindFile, type SourceFile } from './file.ts'

export interface CompiledDecisions {
  /** What could be compiled; logic with an error has the value null. */
  readonly model: DecisionModel
  readonly problems: readonly Problem[]
  /** Without an error: it may be deployed. */
  readonly ok: boolean
}

/** Compiles DMN files that may import each other. Elements of the first files are found first. */
export async function compileDecisions(sources: readonly string[]): Promise<CompiledDecisions> {
  const problems: Problem[] = []
  const files: SourceFile[] = []
  const find: FindFile = ({ namespace }) => files.find((file) => file.namespace === namespace)
  for (const xml of sources) {
    const { definitions, problems: found } = await readDecisions(xml)
    problems.push(...found)
    if (!definitions) continue
    files.push(sourceFile(definitions, find, (item, trouble) => void problems.push(typeProblem(item, trouble))))
  }
  for (const file of files) problems.push(...missingImports(file, find))
  const compiler = new ElementCompiler(files, problems)
  const model = { files: files.map((file) => compiler.file(file)) }
  return { model, problems, ok: !hasErrors(problems) }
}

const typeProblem = (item: { id?: string; name?: string }, trouble: string): Problem => ({
  code: 'decision-type',
  severity: 'error',
  ...(item.id === undefined ? {} : { element: item.id }),
  words: `Type ${item.name ?? ''}: ${trouble}`,
  fix: 'Choose a type of FEEL, or define it',
})

const missingImports = (file: SourceFile, find: FindFile): Problem[] =>
  file.imports
    .filter((imported) => !find(imported))
    .map(({ name, namespace }) => ({
      code: 'decision-import',
      severity: 'error',
      words: `${file.name} imports ${name || namespace}, which is not among the files`,
      fix: 'Add the file that it imports',
    }))
