import type { Graph } from '@lianban/engine'
import type { FormComponent, FormSchema } from '@lianban/forms'
import type { Resources } from './resources.ts'

/** The form of the process's start event: what the application is filed with. */
export function startForm(graph: Graph, { forms }: Resources): FormSchema | undefined {
  const start = graph.nodes.find((node) => node.type === 'startEvent' && node.parent === 0)
  return start?.type === 'startEvent' && start.form ? forms[start.form] : undefined
}

/** Words of the choices that a task's form offers, by the code that was chosen. */
export function outcomeNames(
  graph: Graph,
  { forms }: Resources,
): (element: string | undefined, code: string) => string | undefined {
  return (element, code) => {
    const node = element === undefined ? undefined : graph.byId.get(element)
    const form = node?.type === 'userTask' && node.form ? forms[node.form] : undefined
    return form && labelIn(form.components, code)
  }
}

function labelIn(components: readonly FormComponent[], code: string): string | undefined {
  for (const component of components) {
    if ('components' in component) {
      const inside = labelIn(component.components, code)
      if (inside !== undefined) return inside
    }
    const options = 'values' in component ? component.values : []
    const chosen =
      component.type === 'radio' || component.type === 'select'
        ? options?.find(({ value }) => value === code)
        : undefined
    if (chosen) return chosen.label
  }
  return undefined
}
