import type { CalendarDefinition, LimitRule } from '@lianban/engine'
import { computed, ref } from 'vue'
import { readAlmanac } from '../api/almanac.ts'

/** Rules and calendars that a drawing may name; without an answer none are offered, and what stands there stays. */
export function useRegister() {
  const all = ref<{ rules: readonly LimitRule[]; calendars: readonly CalendarDefinition[] }>({
    rules: [],
    calendars: [],
  })
  void readAlmanac().then(
    (almanac) => (all.value = almanac),
    () => undefined,
  )
  /** The newest version of each. */
  const rules = computed(() => [...new Map(all.value.rules.map((rule) => [rule.id, rule])).values()])
  return { rules, calendars: computed(() => all.value.calendars) }
}
