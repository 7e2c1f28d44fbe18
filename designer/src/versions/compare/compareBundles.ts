import { compile, differences, readModel, type Change, type Graph, type ModdleElement } from '@lianban/engine'
import type { Bundle } from '@lianban/server/contract'
import { isDerived } from './fields.ts'

export interface ComparedFile {
  readonly kind: 'forms' | 'documents' | 'decisions'
  readonly id: string
  readonly what: 'added' | 'removed' | 'changed'
}

export interface Comparison {
  /** What makes the newer one run in another way. */
  readonly changes: readonly Change[]
  /** Forms, documents and decisions beside the drawing. */
  readonly files: readonly ComparedFile[]
  /** Elements that stand elsewhere in the drawing and are otherwise the same. */
  readonly moved: readonly { readonly element: string; readonly name: string }[]
}

export type Compared = { readonly comparison: Comparison } | { readonly uncompilable: 'older' | 'newer' }

/** Compares two versions of a process. One that has errors cannot be compiled, and so not compared. */
export async function compareBundles(older: Bundle, newer: Bundle): Promise<Compared> {
  const [before, after] = [await compile(older.bpmn), await compile(newer.bpmn)]
  if (!before.ok) return { uncompilable: 'older' }
  if (!after.ok) return { uncompilable: 'newer' }
  const changes = graphPairs(before.graphs, after.graphs).flatMap(([was, is]) => changesOf(was, is))
  const changed = new Set(changes.map(({ element }) => element))
  const moved = (await movedShapes(older.bpmn, newer.bpmn)).filter(({ element }) => !changed.has(element))
  const files = (['forms', 'documents', 'decisions'] as const).flatMap((kind) =>
    filesOf(kind, older[kind], newer[kind]),
  )
  return { comparison: { changes, files, moved } }
}

function graphPairs(before: readonly Graph[], after: readonly Graph[]): [Graph | undefined, Graph | undefined][] {
  const ids = [...new Set([...before, ...after].map(({ process }) => process))]
  const find = (graphs: readonly Graph[], id: string): Graph | undefined => graphs.find(({ process }) => process === id)
  return ids.map((id) => [find(before, id), find(after, id)])
}

function changesOf(was: Graph | undefined, is: Graph | undefined): Change[] {
  if (was && is) return differences(was, is).filter(({ field = '', before, after }) => !isDerived(field, before, after))
  const whole = (was ?? is)!
  return [{ element: whole.process, name: whole.name, what: was ? 'removed' : 'added' }]
}

function filesOf(kind: ComparedFile['kind'], older: Bundle[typeof kind], newer: Bundle[typeof kind]): ComparedFile[] {
  const ids = [...new Set([...Object.keys(older), ...Object.keys(newer)])].toSorted()
  return ids.flatMap((id): ComparedFile[] => {
    const [was, is] = [older[id], newer[id]]
    if (was === undefined) return [{ kind, id, what: 'added' }]
    if (is === undefined) return [{ kind, id, what: 'removed' }]
    return canonical(was) === canonical(is) ? [] : [{ kind, id, what: 'changed' }]
  })
}

/** Without the order of the entries, which says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

interface Placed {
  readonly name: string
  readonly place: string
}

async function movedShapes(older: string, newer: string): Promise<{ element: string; name: string }[]> {
  const [before, after] = [await places(older), await places(newer)]
  return [...after].flatMap(([element, { name, place }]) => {
    const was = before.get(element)
    return was !== undefined && was.place !== place ? [{ element, name }] : []
  })
}

/** Where each shape stands; what a flow does between its ends says nothing. */
async function places(bpmn: string): Promise<ReadonlyMap<string, Placed>> {
  const { definitions } = await readModel(bpmn)
  const diagrams = (definitions?.get('diagrams') as ModdleElement[] | undefined) ?? []
  const shapes = diagrams.flatMap((diagram) => {
    const plane = diagram.get('plane') as ModdleElement | undefined
    return (plane?.get('planeElement') as ModdleElement[] | undefined) ?? []
  })
  return new Map(
    shapes.flatMap((shape): [string, Placed][] => {
      const bounds = shape.get('bounds') as ModdleElement | undefined
      const element = shape.get('bpmnElement') as ModdleElement | undefined
      if (shape.$type !== 'bpmndi:BPMNShape' || !bounds || element?.id === undefined) return []
      const place = ['x', 'y', 'width', 'height'].map((side) => bounds.get(side)).join(' ')
      return [[element.id, { name: element.name ?? '', place }]]
    }),
  )
}
