import { nextTick, watch, type Ref } from 'vue'
import { ApiProblem } from '../api/problem.ts'

/**
 * Attributes of a form's fields. The one that the server has refused is marked and gets the focus, so that the words of the
 * problem and the place to mend it are found together.
 */
export function useFields(form: string, problem: Ref<unknown>) {
  const refused = (): string => (problem.value instanceof ApiProblem ? (problem.value.fields[0]?.path ?? '') : '')
  const field = (name: string) => ({
    id: `${form}-${name}`,
    name,
    'aria-invalid': refused() === name ? ('true' as const) : undefined,
    class: 'lb-select',
  })
  /** Several fields that are refused together. */
  const group = (name: string) => ({ id: `${form}-${name}`, tabindex: -1, 'data-refused': refused() === name })
  watch(problem, async () => {
    await nextTick()
    document.getElementById(`${form}-${refused()}`)?.focus()
  })
  return { field, group }
}
