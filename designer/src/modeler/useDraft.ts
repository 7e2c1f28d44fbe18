import type { FormSchema } from '@lianban/forms'
import type { Bundle, DraftSaved, ProcessDetail, ProcessDraft } from '@lianban/server/contract'
import { computed, ref, shallowRef } from 'vue'
import { ApiProblem } from '../api/problem.ts'
import { readDraft, readProcess, saveDraft } from '../api/processes.ts'

export type SaveState = 'clean' | 'changed' | 'saving' | 'saved' | 'failed' | 'conflict'

const quiet = 1200

/**
 * The draft of one process. It saves itself shortly after the last change, one request at a time; a stale revision stops
 * saving until somebody has chosen between the two drafts, and a failed request is tried again with the next change.
 */
export function useDraft(id: string, currentXml: () => Promise<string>, author: () => string) {
  const process = ref<ProcessDetail | null>(null)
  const bundle = shallowRef<Bundle>({ bpmn: '', forms: {}, documents: {}, decisions: {} })
  const state = ref<SaveState>('clean')
  const savedAt = ref<string | null>(null)
  const problem = shallowRef<unknown>(null)
  const theirs = shallowRef<ProcessDraft | null>(null)
  let revision = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> | undefined
  let again = false

  async function load(): Promise<ProcessDraft> {
    const [detail, draft] = await Promise.all([readProcess(id), readDraft(id)])
    process.value = detail
    savedAt.value = detail.draft?.savedAt ?? null
    take(draft)
    return draft
  }

  async function reloadProcess(): Promise<void> {
    process.value = await readProcess(id)
    if (state.value === 'clean') savedAt.value = process.value.draft?.savedAt ?? null
  }

  function take(draft: ProcessDraft): void {
    clearTimeout(timer)
    bundle.value = draft.bundle
    revision = draft.revision
    state.value = 'clean'
    theirs.value = null
    problem.value = null
  }

  function changed(): void {
    if (state.value !== 'conflict') state.value = 'changed'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), quiet)
  }

  function putForm(schema: FormSchema): void {
    bundle.value = { ...bundle.value, forms: { ...bundle.value.forms, [schema.id]: schema } }
    changed()
  }

  function putDecision(name: string, xml: string): void {
    bundle.value = { ...bundle.value, decisions: { ...bundle.value.decisions, [name]: xml } }
    changed()
  }

  /** Saves now what has not been saved yet; resolves when nothing is left to save or saving is not possible. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    if (writing) {
      again = true
      return writing
    }
    if (state.value !== 'changed' && state.value !== 'failed') return
    writing = write()
    await writing
    writing = undefined
    if (again) {
      again = false
      await save()
    }
  }

  async function write(): Promise<void> {
    state.value = 'saving'
    try {
      const sent: Bundle = { ...bundle.value, bpmn: await currentXml() }
      const answer = await saveDraft(id, { bundle: sent, revision })
      // A form may have come in meanwhile; only the drawing is known to be the one sent.
      bundle.value = { ...bundle.value, bpmn: sent.bpmn }
      accept(answer)
    } catch (failure) {
      problem.value = failure
      const stale = failure instanceof ApiProblem && failure.status === 409
      state.value = stale ? 'conflict' : 'failed'
      if (stale) theirs.value = await readDraft(id).catch(() => null)
    }
  }

  function accept(saved: DraftSaved): void {
    revision = saved.revision
    savedAt.value = saved.savedAt
    problem.value = null
    if (state.value === 'saving') state.value = 'saved'
    if (process.value) process.value.draft = { savedBy: author(), savedAt: saved.savedAt, revision }
  }

  /** Keeps what is on this screen: the next save replaces the other draft. */
  async function overwrite(): Promise<void> {
    const other = theirs.value ?? (await readDraft(id))
    revision = other.revision
    theirs.value = null
    state.value = 'changed'
    await save()
  }

  const unsaved = computed(() => state.value !== 'clean' && state.value !== 'saved')
  return {
    process,
    bundle,
    state,
    savedAt,
    problem,
    theirs,
    unsaved,
    load,
    reloadProcess,
    take,
    changed,
    putForm,
    putDecision,
    save,
    overwrite,
    stop: () => clearTimeout(timer),
    revision: () => revision,
  }
}

export type Draft = ReturnType<typeof useDraft>
