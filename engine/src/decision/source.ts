import type { Json } from '../expression/expression.ts'
import type { Problem } from '../model/problem.ts'
import { compileDecisions, type CompiledDecisions } from './compile/compileDecisions.ts'
import { elementOf, type DecisionModel, type Element } from './model.ts'

/** How a business rule task names its decision; the same words as for call activities. */
export interface DecisionCall {
  readonly decision: string
  readonly binding: 'latest' | 'deployment' | 'versionTag'
  readonly versionTag?: string
}

/** Where a step finds decisions: prepared before it by whoever runs it, so that the step stays pure. */
export interface DecisionSource {
  find(call: DecisionCall): BoundDecision | undefined
}

export interface BoundDecision {
  readonly element: Element
  /** The publication that holds it. */
  readonly process: string
  readonly version: number
}

/** DMN files of a publication, by file name. */
export type DecisionFiles = Readonly<Record<string, string>>

/** The DMN files among the resources of a publication: its entry `decisions`. */
export function decisionFilesOf(resources: Json): DecisionFiles {
  const isContext = typeof resources === 'object' && resources !== null && !Array.isArray(resources)
  const files = isContext ? (resources as Readonly<Record<string, Json>>)['decisions'] : undefined
  if (typeof files !== 'object' || files === null || Array.isArray(files)) return {}
  return Object.fromEntries(Object.entries(files).filter(([, xml]) => typeof xml === 'string')) as DecisionFiles
}

/** In the order of the file names. */
export const compileFiles = (files: DecisionFiles): Promise<CompiledDecisions> =>
  compileDecisions(
    Object.keys(files)
      .toSorted()
      .map((name) => files[name]!),
  )

/** What a task can call, by id: decisions and decision services. */
export const callable = (model: DecisionModel, id: string): Element | undefined => {
  const element = elementOf(model, id)
  return element?.kind === 'decision' || element?.kind === 'service' ? element : undefined
}

/** Every decision and service of the model that a task can call. */
export const callables = (model: DecisionModel): Element[] =>
  model.files.flatMap(({ elements }) => elements.filter(({ kind }) => kind === 'decision' || kind === 'service'))

export const decisionMissing = (element: string, name: string, { decision, versionTag }: DecisionCall): Problem => ({
  code: 'decision-missing',
  severity: 'error',
  element,
  field: 'decisionId',
  words: `${name || element} needs decision ${decision}${versionTag === undefined ? '' : ` with tag ${versionTag}`}, which does not exist`,
  fix: 'Add the DMN file that holds it, or choose one of the decisions',
})
