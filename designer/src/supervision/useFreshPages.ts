import type { Page } from '@lianban/server/contract'
import { computed, ref, shallowRef } from 'vue'
import { useFresh } from './useFresh.ts'

/** A list that is read page by page; whenever something has changed it begins with its first page again. */
export function useFreshPages<T>(read: (cursor: { cursor?: string }) => Promise<Page<T>>) {
  const more = shallowRef<readonly T[]>([])
  const next = ref<string>()
  const fresh = useFresh(async () => {
    const page = await read({})
    more.value = []
    next.value = page.next
    return page
  })
  const rows = computed<readonly T[]>(() => [...(fresh.found.value?.items ?? []), ...more.value])

  async function loadMore(): Promise<void> {
    const page = await read(next.value ? { cursor: next.value } : {})
    more.value = [...more.value, ...page.items]
    next.value = page.next
  }

  return { ...fresh, rows, next, loadMore }
}
