import type { ElementType, Own } from '../graph.ts'
import type { ModdleElement } from '../moddle.ts'
import type { Compiling } from './compiling.ts'

/** Where an element stands while its own part is compiled. */
export interface Place {
  readonly compiling: Compiling
  /** Index of an element of the process, by id. */
  index(id: string | undefined): number | undefined
}

export type CompileOwn<T extends ElementType> = (element: ModdleElement, place: Place) => Own<T>
