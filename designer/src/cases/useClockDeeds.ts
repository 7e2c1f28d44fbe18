import type { ClockDeeds, ClockView } from '@lianban/server/contract'
import { ref, watch, type Ref } from 'vue'
import { readClockDeeds } from '../api/cases.ts'

/** What the reader may try with the clocks of a case; empty outside, where nobody is signed in. */
export function useClockDeeds(caseId: Ref<string | undefined>, clocks: Ref<readonly ClockView[]>) {
  const deeds = ref<ReadonlyMap<number, ClockDeeds>>(new Map())
  let asked = 0
  watch(
    [caseId, clocks],
    async ([id]) => {
      const turn = ++asked
      // Buttons that cannot be had now are no trouble of their own: the page tells what is wrong.
      const found = id === undefined ? [] : await readClockDeeds(id).catch(() => [])
      if (turn === asked) deeds.value = new Map(found.map((each) => [each.key, each]))
    },
    { immediate: true },
  )
  return deeds
}
