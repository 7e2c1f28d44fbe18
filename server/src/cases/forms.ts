import type { Graph } from '@lianban/engine'
import { optionLabel, type FormComponent, type FormSchema, type Option } from '@lianban/forms'
import type { Locale } from '../context.ts'
import type { Resources } from './resources.ts'

/** The form of the process's start event: what the application is filed with. */
export function startForm(graph: Graph, { forms }: Resources): FormSchema | undefined {
  const start = graph.nodes.find((node) => node.type === 'startEvent' && node.parent === 0)
  return start?.type === 'startEvent' && start.form ? forms[start.form] : undefined
}

/** Words of the choices that a task's form offers, by the last part of the field's key and the code that was chosen. */
export function outcomeNames(
  graph: Graph,
  { forms }: Resources,
  locale: Locale,
): (element: string | undefined, key: string, code: string) => string | undefined {
  return (element, key, code) => {
    const node = element === undefined ? undefined : graph.byId.get(element)
    const form = node?.type === 'userTask' && node.form ? forms[node.form] : undefined
    const option = form && optionIn(form.components, key, code)
    return option && optionLabel(option, locale)
  }
}

function optionIn(components: readonly FormComponent[], key: string, code: string): Option | undefined {
  for (const component of components) {
    const found =
      'components' in component
        ? optionIn(component.components, key, code)
        : (component.type === 'radio' || component.type === 'select') && component.key.split('.').at(-1) === key
          ? component.values.find(({ value }) => value === code)
          : undefined
    if (found) return found
  }
  return undefined
}
