import { isA, type ModdleElement } from '../../modeler/services.ts'
import { definitionsOf } from './references.ts'

const refs = { 'bpmn:DataObjectReference': 'dataObjectRef', 'bpmn:DataStoreReference': 'dataStoreRef' } as const

const list = (element: ModdleElement | undefined, property: string): readonly ModdleElement[] =>
  (element?.get(property) as ModdleElement[] | undefined) ?? []

/** What the drawn reference stands for, under which property, and of which type. */
export function dataRef(reference: ModdleElement): { ref: 'dataObjectRef' | 'dataStoreRef'; type: string } {
  const ref = refs[reference.$type as keyof typeof refs]
  return { ref, type: ref === 'dataStoreRef' ? 'bpmn:DataStore' : 'bpmn:DataObject' }
}

export const isDataReference = (element: ModdleElement): boolean => element.$type in refs

export const dataOf = (reference: ModdleElement): ModdleElement | undefined =>
  reference.get(dataRef(reference).ref) as ModdleElement | undefined

/** Where such data is written in the file: stores at its root, objects beside the reference. */
export const dataHome = (reference: ModdleElement): { home: ModdleElement | undefined; property: string } =>
  dataRef(reference).ref === 'dataStoreRef'
    ? { home: definitionsOf(reference), property: 'rootElements' }
    : { home: reference.$parent, property: 'flowElements' }

/** Data that a reference may stand for: objects of its own scope and of those around it, or all stores. */
export function dataAround(reference: ModdleElement): readonly ModdleElement[] {
  const { type } = dataRef(reference)
  if (type === 'bpmn:DataStore') return list(definitionsOf(reference), 'rootElements').filter((each) => isA(each, type))
  const found: ModdleElement[] = []
  for (let scope = reference.$parent; scope && isA(scope, 'bpmn:FlowElementsContainer'); scope = scope.$parent)
    found.push(...list(scope, 'flowElements').filter((each) => isA(each, type)))
  return found
}

/** Name of the variable that the engine makes of it: its name where FEEL can say it, else its id. */
export function variableOf(reference: ModdleElement): string {
  const data = dataOf(reference)
  const name = data?.name ?? firstLabel(reference, data)
  if (name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return name
  const named = data && (data.name !== undefined || isA(data, 'bpmn:DataObject')) ? data : reference
  return (named.id ?? '').replaceAll(/[^\p{L}\p{N}_]/gu, '_')
}

/** Editors write the name on the reference that they draw; of several the first counts. */
const firstLabel = (reference: ModdleElement, data: ModdleElement | undefined): string | undefined => {
  if (!data || !isA(data, 'bpmn:DataObject')) return reference.name
  return list(data.$parent, 'flowElements').find(
    (each) => isDataReference(each) && dataOf(each) === data && each.name !== undefined,
  )?.name
}
