import type { FormComponent, FormSchema } from './schema.ts'

/** The dotted paths of all values that a form sets, lists as wholes. */
export const valuePaths = ({ components }: FormSchema): string[] => pathsOf(components, '')

function pathsOf(components: readonly FormComponent[], prefix: string): string[] {
  return components.flatMap((component) => {
    if (component.type === 'group') return pathsOf(component.components, join(prefix, component.path ?? ''))
    if (component.type === 'dynamiclist') return [join(prefix, component.path)]
    return 'key' in component ? [join(prefix, component.key)] : []
  })
}

const join = (prefix: string, key: string): string => (prefix && key ? `${prefix}.${key}` : prefix || key)
