import type { ModelProblem } from '@lianban/server/contract'
import { checkDrawing } from '@lianban/engine'
import { computed, onScopeDispose, ref } from 'vue'

const quiet = 350

/** Checks the drawing with the engine's own deployment check, shortly after it has changed. */
export function useChecks(currentXml: () => Promise<string>) {
  const problems = ref<readonly ModelProblem[]>([])
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
      const { problems: found } = await checkDrawing(await currentXml())
      if (turn !== latest) return
      problems.value = [...found].sort((a, b) => weight(a) - weight(b))
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
  return { problems, errors, warnings, checking, failed, soon, now }
}

const weight = (problem: ModelProblem): number => (problem.severity === 'error' ? 0 : 1)
