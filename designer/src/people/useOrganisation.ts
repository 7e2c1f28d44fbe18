import type { Organisation } from '@lianban/server/contract'
import { computed, ref, shallowRef } from 'vue'
import { onLive } from '../api/live.ts'
import { readOrganisation } from '../api/people.ts'
import { useSession } from '../stores/session.ts'

/** The organisation as the server has it, and changes to it: each as of the revision that is on the screen. */
export function useOrganisation() {
  const session = useSession()
  const organisation = shallowRef<Organisation>()
  const problem = ref<unknown>()
  /** What a change was refused with: shown where it was made. */
  const refusal = ref<unknown>()
  const busy = ref(false)
  const mayChange = computed(() => session.has('admin'))

  async function load(): Promise<void> {
    try {
      organisation.value = await readOrganisation()
      problem.value = undefined
    } catch (trouble) {
      problem.value = trouble
    }
  }

  async function change(work: (revision: number) => Promise<Organisation>): Promise<boolean> {
    busy.value = true
    refusal.value = undefined
    try {
      organisation.value = await work(organisation.value?.revision ?? 0)
      return true
    } catch (trouble) {
      refusal.value = trouble
      // What was typed stays; saving it again is a decision about what is there now.
      await load()
      return false
    } finally {
      busy.value = false
    }
  }

  onLive(['people', 'clock'], () => void load())
  void load()
  return { organisation, problem, refusal, busy, mayChange, load, change }
}
