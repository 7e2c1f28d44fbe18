/** A finding about a model: what is wrong, where, in words a process admin understands, and how to mend it. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** Id of the BPMN element, where there is one. */
  readonly element?: string
  /** The property that carries the fault, by its name in the XML. */
  readonly field?: string
  readonly words: string
  readonly fix: string
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === 'error')
