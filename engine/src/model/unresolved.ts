import type { ModdleElement } from './moddle.ts'

/** A reference to what the model does not contain, e.g. to a message of another file. */
export interface Unresolved {
  readonly element: ModdleElement
  readonly property: string
  readonly id: string
}

type Settable = ModdleElement & { set(property: string, value: unknown): void }

/** The reader drops such references from the tree; here they are kept for the writer. */
const kept = new WeakMap<ModdleElement, readonly Unresolved[]>()

export const keepUnresolved = (definitions: ModdleElement, references: readonly Unresolved[]): unknown =>
  kept.set(definitions, references)

export const unresolvedOf = (definitions: ModdleElement): readonly Unresolved[] => kept.get(definitions) ?? []

/** Does the work while the references stand in the tree, and takes them out again. */
export async function withUnresolved<T>(definitions: ModdleElement, work: () => Promise<T>): Promise<T> {
  const undo = unresolvedOf(definitions).map(put)
  try {
    return await work()
  } finally {
    for (const take of undo.toReversed()) take()
  }
}

function put({ element, property, id }: Unresolved): () => void {
  const before = element.get(property)
  // Somebody has chosen another one since.
  if (before !== undefined && !Array.isArray(before)) return () => {}
  const stand = { id }
  const settable = element as Settable
  settable.set(property, Array.isArray(before) ? [...(before as unknown[]), stand] : stand)
  return () => settable.set(property, before)
}
