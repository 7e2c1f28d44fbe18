import type { FormSchema } from '@lianban/forms'
import type { ModelProblem } from '@lianban/server/contract'
import { checkDrawing, type FeelKind, type VariableUse } from '@lianban/engine'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { formKinds, formPaths } from '../properties/model/formFields.ts'

const quiet = 350

/** Variables that the server gives every case that is filed. */
const supplied = ['caseNo', 'receivedOn']

/** Checks the drawing and its forms with the engine's own deployment check, shortly after it has changed. */
export function useChecks(currentXml: () => Promise<string>, forms: () => Readonly<Record<string, FormSchema>>) {
  const problems = ref<readonly ModelProblem[]>([])
  /** Who sets and reads which variable, as of the last drawing in order. */
  const variables = shallowRef<readonly VariableUse[]>([])
  const kinds = shallowRef<ReadonlyMap<string, FeelKind>>(new Map())
  const checking = ref(false)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  function soon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), quiet)
  }

  async function now(): Promise<void> {
    clearTimeout(timer)
    const turn = ++latest
    checking.value = true
    try {
      const around = { forms: formPaths(forms()), kinds: formKinds(forms()), supplied }
      const { problems: found, variables: uses, kinds: told } = await checkDrawing(await currentXml(), around)
      if (turn !== latest) return
      problems.value = [...found].sort((a, b) => weight(a) - weight(b))
      if (uses) {
        variables.value = uses
        kinds.value = told
      }
      failed.value = false
    } catch {
      if (turn === latest) failed.value = true
    } finally {
      if (turn === latest) checking.value = false
    }
  }

  onScopeDispose(() => clearTimeout(timer))
  const errors = computed(() => problems.value.filter((problem) => problem.severity === 'error').length)
  const warnings = computed(() => problems.value.length - errors.value)
  return { problems, variables, kinds, errors, warnings, checking, failed, soon, now }
}

const weight = (problem: ModelProblem): number => (problem.severity === 'error' ? 0 : 1)
