import { onScopeDispose, ref, shallowRef } from 'vue'
import { onLive } from '../api/live.ts'

/** Many cases move in a second; the wall is read again at most this often. */
const rest = 1_500

/** Reads what a page shows, and again whenever something has changed; the latest question answers. */
export function useFresh<T>(read: () => Promise<T>) {
  const found = shallowRef<T>()
  const problem = ref<unknown>()
  const loading = ref(false)
  let asked = 0
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const turn = ++asked
    loading.value = true
    try {
      const answer = await read()
      if (turn !== asked) return
      found.value = answer
      problem.value = undefined
    } catch (trouble) {
      if (turn === asked) problem.value = trouble
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  void load()
  onLive(['case', 'clock', 'card', 'process'], () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      void load()
    }, rest)
  })
  onScopeDispose(() => clearTimeout(waiting))
  return { found, problem, loading, load }
}
