import type { AlmanacView } from '@lianban/server/contract'
import { onScopeDispose, ref, watch } from 'vue'
import { readAlmanac, readDerivation } from '../api/almanac.ts'
import { onLive } from '../api/live.ts'

/** How often the progress of the running cases is asked for. */
const between = 1_000

/** The calendars and limits as the server has them; while cases follow a change, how far they are. */
export function useAlmanac() {
  const almanac = ref<AlmanacView | null>(null)
  const problem = ref<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    problem.value = null
    try {
      almanac.value = await readAlmanac()
    } catch (failure) {
      problem.value = failure
    }
  }

  async function follow(): Promise<void> {
    const derivation = await readDerivation().catch(() => null)
    if (almanac.value && derivation) almanac.value = { ...almanac.value, derivation }
  }

  watch(
    () => almanac.value?.derivation,
    (derivation) => {
      clearTimeout(timer)
      if (derivation && derivation.finishedAt === undefined) timer = setTimeout(() => void follow(), between)
    },
  )
  onLive(['almanac'], () => void load())
  onScopeDispose(() => clearTimeout(timer))
  void load()
  return { almanac, problem, load }
}
