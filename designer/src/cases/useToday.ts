import { computed } from 'vue'
import { useClock } from '../stores/clock.ts'

/** The office's day, by the server's time once it is known. */
export function useToday() {
  const clock = useClock()
  // The Swedish locale writes days as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
  return computed(() => format.format(clock.now ?? new Date()))
}
