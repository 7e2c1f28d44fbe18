import type { TaskCounts, TaskSummary } from '@lianban/server/contract'
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { onLive } from '../api/live.ts'
import { countTasks, listTasks, type Box } from '../api/tasks.ts'

const pageSize = 50
/** Refreshing re-reads what is on the screen, up to here; who has paged further refreshes by hand. */
const mostRefreshed = 200

/** One box of tasks, page by page, kept fresh while the screen is open. */
export function useInbox(box: Ref<Box>) {
  const items = ref<TaskSummary[]>([])
  const next = ref<string>()
  const counts = ref<TaskCounts>()
  const loading = ref(false)
  const loaded = ref(false)
  const problem = ref<unknown>()
  const filter = ref('')

  /** Only the latest question may answer, so that a slow page of one box never lands in another. */
  let asked = 0

  /** Reads from `cursor` on until at least `wanted` tasks are there or the box is at its end. */
  async function read(wanted: number, cursor?: string): Promise<void> {
    const turn = ++asked
    const got: TaskSummary[] = cursor ? [...items.value] : []
    const enough = got.length + wanted
    let at = cursor
    loading.value = true
    try {
      do {
        const page = await listTasks(box.value, filter.value.trim(), at, pageSize)
        if (turn !== asked) return
        got.push(...page.items)
        at = page.next
      } while (at && got.length < enough)
      items.value = got
      next.value = at
      loaded.value = true
      problem.value = undefined
    } catch (trouble) {
      if (turn === asked) problem.value = trouble
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  async function refresh(): Promise<void> {
    void countTasks().then(
      (counted) => (counts.value = counted),
      () => undefined,
    )
    if (items.value.length <= mostRefreshed) await read(Math.max(1, items.value.length))
  }

  watch(
    box,
    () => {
      items.value = []
      next.value = undefined
      loaded.value = false
      void refresh()
    },
    { immediate: true },
  )

  let typing: ReturnType<typeof setTimeout> | undefined
  watch(filter, () => {
    clearTimeout(typing)
    typing = setTimeout(() => void read(1), 250)
  })
  onScopeDispose(() => clearTimeout(typing))

  let waiting: ReturnType<typeof setTimeout> | undefined
  onLive(['case', 'clock'], () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void refresh(), 300)
  })
  onScopeDispose(() => clearTimeout(waiting))

  return {
    items,
    next,
    counts,
    loading,
    loaded,
    problem,
    filter,
    refresh,
    more: () => read(1, next.value),
  }
}
