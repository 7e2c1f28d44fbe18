import type { Logic } from './boxed/boxed.ts'
import type { FunctionType, Type } from './types/type.ts'

/** Decision requirement graphs, compiled (DMN 1.5, chapter 6): never changed afterwards. */
export interface DecisionModel {
  readonly files: readonly DecisionFile[]
}

export interface DecisionFile {
  readonly namespace: string
  readonly name: string
  /** In the order of the file. */
  readonly elements: readonly Element[]
}

export type Element = InputData | Decision | Knowledge | Service

interface ElementBase {
  readonly id: string
  /** As expressions know it. */
  readonly name: string
  /** As people know it. */
  readonly label: string
  readonly namespace: string
  readonly type: Type
}

export interface InputData extends ElementBase {
  readonly kind: 'inputData'
}

export interface Decision extends ElementBase {
  readonly kind: 'decision'
  /** `zeebe:versionTag`: how business rule tasks may name this version. */
  readonly versionTag?: string
  readonly requirements: readonly Requirement[]
  readonly logic: Logic
}

/** A business knowledge model: its logic gives a function. */
export interface Knowledge extends ElementBase {
  readonly kind: 'knowledge'
  readonly requirements: readonly Requirement[]
  readonly logic: Logic
}

export interface Service extends ElementBase {
  readonly kind: 'service'
  readonly type: FunctionType
  readonly outputs: readonly Requirement[]
  /** Given by the caller, in the order of the parameters. */
  readonly parameters: readonly Requirement[]
}

/** What an element needs of another, and the name of the import through which it knows it. */
export interface Requirement {
  readonly through?: string
  readonly element: Element
}

/** A decision, knowledge model or service by its id or its name; those of the first files come first. */
export function elementOf(model: DecisionModel, idOrName: string): Element | undefined {
  const all = model.files.flatMap(({ elements }) => elements)
  return (
    all.find(({ id }) => id === idOrName) ??
    all.find(({ name }) => name === idOrName) ??
    all.find(({ label }) => label === idOrName)
  )
}
