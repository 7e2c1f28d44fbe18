import type { Graph } from '@lianban/engine'

/** What a step of the drawing wants done when its time is over: property `overdue` of its element. */
export function overdueAction(graph: Graph, element: string): 'reassign' | 'deemedConsent' | undefined {
  const wanted = graph.byId.get(element)?.properties['overdue']
  return wanted === 'reassign' || wanted === 'deemedConsent' ? wanted : undefined
}

/** The variables that an item sets down for the case that a department keeps silent: a JSON object. */
export function resultOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
