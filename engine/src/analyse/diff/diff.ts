import type { Graph } from '../../model/graph.ts'
import { describedGraph, type Described } from './describe.ts'

/** One executable difference between two versions of a process. */
export interface Change {
  /** Id of the element or flow; the process itself for what belongs to the whole. */
  readonly element: string
  readonly name: string
  readonly what: 'added' | 'removed' | 'changed'
  /** Of a change: what of it, as a path of the compiled model, e.g. `limit.value`. */
  readonly field?: string
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Everything that makes the new version run in another way than the old one. Elements are the same when they have the same
 * id; where they stand in the drawing, and what only documents them, is no difference.
 */
export function differences(older: Graph, newer: Graph): Change[] {
  const [before, after] = [describedGraph(older), describedGraph(newer)]
  const changes: Change[] = []
  for (const [element, was] of before) {
    const is = after.get(element)
    if (!is) changes.push({ element, name: was.name, what: 'removed' })
    else changes.push(...compared(element, is.name || was.name, '', was.content, is.content))
  }
  for (const [element, is] of after) if (!before.has(element)) changes.push({ element, name: is.name, what: 'added' })
  return changes
}

/** Field by field as deep as both sides are records; lists and values are compared as wholes. */
function compared(element: string, name: string, path: string, before: Described, after: Described): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return fields.flatMap((field) =>
      compared(element, name, path === '' ? field : `${path}.${field}`, before[field], after[field]),
    )
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const sides = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
  return [{ element, name, what: 'changed', field: path, ...sides }]
}

const isRecord = (value: Described): value is { readonly [key: string]: Described } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
