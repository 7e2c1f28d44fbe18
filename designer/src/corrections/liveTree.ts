import type { CaseStructure, LiveInstance } from '@lianban/server/contract'

export type WaitingToken = CaseStructure['tokens'][number]

/** What lives in a container: instances with what lives in them, and tokens at its joins. */
export interface Branch {
  instance: LiveInstance
  inside: Branch[]
  tokens: WaitingToken[]
  /** Item of the loop that it belongs to, by itself or with what is around it. */
  item?: number
}

const rootKey = 1

/** The item of a loop that an instance is, or lies in. */
export function itemOf(instances: readonly LiveInstance[], instance: LiveInstance): { item?: number } {
  let at: LiveInstance | undefined = instance
  while (at && at.item === undefined) {
    const { scope }: LiveInstance = at
    at = instances.find(({ key }) => key === scope)
  }
  return at?.item === undefined ? {} : { item: at.item }
}

/** What lives in the case, by containers; the process itself is left out. */
export function liveTree({ instances, tokens }: CaseStructure): { inside: Branch[]; tokens: WaitingToken[] } {
  const at = (scope: number): { inside: Branch[]; tokens: WaitingToken[] } => ({
    inside: instances
      .filter((one) => one.scope === scope)
      .map((instance) => ({ instance, ...itemOf(instances, instance), ...at(instance.key) })),
    tokens: tokens.filter((one) => one.scope === scope),
  })
  return at(rootKey)
}

/**
 * The live containers in which an element can be activated, where more than one lives: then a person has to say in which. The
 * body of a loop is none, its items are.
 */
export function scopesFor({ elements, instances }: CaseStructure, element: string): LiveInstance[] {
  const container = elements.find(({ id }) => id === element)?.container
  const living = instances.filter((one) => one.element === container)
  const items = living.filter(({ item }) => item !== undefined)
  const scopes = items.length > 0 ? items : living
  return scopes.length > 1 ? scopes : []
}
