import { onScopeDispose, ref } from 'vue'

/** Is there room for the list and the task side by side? */
export function useWide() {
  const query = window.matchMedia('(min-width: 1080px)')
  const wide = ref(query.matches)
  const note = (): void => void (wide.value = query.matches)
  query.addEventListener('change', note)
  onScopeDispose(() => query.removeEventListener('change', note))
  return wide
}
