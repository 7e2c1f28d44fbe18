import type { Bundle } from '@lianban/server/contract'
import { discardDraft, readDraft } from '../api/processes.ts'
import type { Draft } from './useDraft.ts'

/** What happens to a draft as a whole: published, discarded, or replaced by an earlier version. */
export function useVersioning(id: string, draft: Draft, show: (bundle: Bundle) => Promise<void>) {
  /** Saves what is open and answers the revision to publish; throws where it cannot be saved. */
  async function prepare(): Promise<number> {
    await draft.save()
    if (draft.unsaved.value) throw draft.problem.value
    // A version that has no draft yet is published again from a draft that says the same.
    if (draft.revision() === 0) {
      draft.changed()
      await draft.save()
    }
    return draft.revision()
  }

  async function published(): Promise<void> {
    draft.take(await readDraft(id))
    await draft.reloadProcess()
  }

  async function restore(bundle: Bundle): Promise<void> {
    draft.bundle.value = bundle
    await show(bundle)
    draft.changed()
    await draft.save()
  }

  async function discard(): Promise<void> {
    draft.stop()
    await discardDraft(id)
  }

  return { prepare, published, restore, discard }
}
