import type { ModdleElement } from '../../modeler/services.ts'
import { contained } from './references.ts'

/** Types that live as long as something refers to them. */
const shared = new Set([
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
  'bpmn:DataObject',
  'bpmn:DataStore',
])

/** Shared definitions of the file, and everything that anything refers to, in one walk. */
function walked(definitions: ModdleElement): { standing: ModdleElement[]; referred: Set<unknown> } {
  const standing: ModdleElement[] = []
  const referred = new Set<unknown>()
  for (const element of contained(definitions)) {
    if (shared.has(element.$type)) standing.push(element)
    for (const { name, isReference, isMany } of element.$descriptor?.properties ?? []) {
      if (!isReference) continue
      const value = element.get(name)
      for (const each of isMany ? (value as unknown[]) : [value]) referred.add(each)
    }
  }
  return { standing, referred }
}

/** The shared definitions that something refers to. */
export function usedIn(definitions: ModdleElement): ModdleElement[] {
  const { standing, referred } = walked(definitions)
  return standing.filter((each) => referred.has(each))
}

/** Of those that were used, the ones that still stand in the file and that nothing refers to any more. */
export function abandoned(definitions: ModdleElement, used: readonly ModdleElement[]): ModdleElement[] {
  if (used.length === 0) return []
  const { standing, referred } = walked(definitions)
  return used.filter((each) => standing.includes(each) && !referred.has(each))
}
