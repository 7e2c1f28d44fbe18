import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'
import { flushFields } from '../properties/fields/pending.ts'
import type { Draft } from './useDraft.ts'

/** Leaving the page saves first; only what could not be saved is asked about. */
export function useUnsavedGuard(draft: Draft): void {
  const { t } = useI18n()

  function warn(event: BeforeUnloadEvent): void {
    flushFields()
    if (!draft.unsaved.value) return
    void draft.save()
    event.preventDefault()
  }

  onMounted(() => window.addEventListener('beforeunload', warn))
  onBeforeUnmount(() => {
    draft.stop()
    window.removeEventListener('beforeunload', warn)
  })
  onBeforeRouteLeave(async () => {
    flushFields()
    await draft.save()
    return draft.unsaved.value ? confirm(t('modeler.save.leave')) : true
  })
}
