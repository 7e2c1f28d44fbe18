import type { SupervisedItem } from '@lianban/server/contract'
import { ref } from 'vue'
import { listItems } from '../api/supervision.ts'
import { useToday } from '../cases/useToday.ts'

/** The period that figures are asked for: at first the year up to today, of all items. */
export function usePeriod() {
  const today = useToday()
  const period = ref({ from: `${today.value.slice(0, 4)}-01-01`, to: today.value, process: '' })
  const items = ref<SupervisedItem[]>([])
  const ready = listItems().then(
    (found) => void (items.value = found),
    () => undefined,
  )
  return { period, items, ready }
}
