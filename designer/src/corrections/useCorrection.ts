import type { CaseDetail, CaseStructure, CorrectionInstruction, CorrectionPreview } from '@lianban/server/contract'
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { readCase } from '../api/cases.ts'
import { correctCase, previewCorrection, readStructure } from '../api/corrections.ts'
import { newIdempotencyKey } from '../api/idempotency.ts'
import { onLive } from '../api/live.ts'
import { correctionOf, emptyDraft, withInstruction, type Draft, type Kind } from './draft.ts'

/** A case under correction: what lives in it, what is put together, what it would do, and doing it. */
export function useCorrection(caseId: Ref<string>, kind: Kind | undefined) {
  const detail = shallowRef<CaseDetail>()
  const structure = shallowRef<CaseStructure>()
  const problem = ref<unknown>()
  const busy = ref(false)
  const draft = reactive<Draft>(emptyDraft(kind ?? 'suspend'))
  /** What is still missing; said once somebody has asked for the consequence. */
  const missing = ref<'reason' | 'choice' | 'json'>()
  const preview = shallowRef<CorrectionPreview>()
  /** The same correction is sent again under the same key, so that a lost answer does not do it twice. */
  let sent = { key: '', text: '' }

  const over = computed(() => detail.value?.endedAt !== undefined)
  const kinds = computed<Kind[]>(() => {
    if (over.value || !structure.value) return []
    const suspended = structure.value.suspended !== undefined
    const stuck = structure.value.instances.some(({ incident }) => incident !== undefined)
    return [
      suspended ? 'goOn' : 'suspend',
      'restart',
      'modify',
      'setVariables',
      ...(stuck && !suspended ? (['retryIncident'] as const) : []),
      'cancel',
    ]
  })

  async function load(): Promise<void> {
    const id = caseId.value
    try {
      const [read, lives] = await Promise.all([readCase(id), readStructure(id)])
      if (id !== caseId.value) return
      detail.value = read
      structure.value = lives
      problem.value = undefined
      if (!kinds.value.includes(draft.kind)) draft.kind = kinds.value[0] ?? 'suspend'
      forgetWhatIsGone(lives)
    } catch (trouble) {
      if (id === caseId.value) problem.value = trouble
    }
  }

  /** The case may have gone on while somebody was choosing. */
  function forgetWhatIsGone({ instances, tokens, points }: CaseStructure): void {
    const lives = (wanted: number | null): boolean => instances.some(({ key: one }) => one === wanted)
    const left = draft.instructions.filter((one) => {
      if (one.do === 'terminate') return lives(one.key)
      if (one.do === 'dropToken') return tokens.some(({ scope, flow }) => scope === one.scope && flow === one.flow)
      return one.scope === undefined || lives(one.scope)
    })
    if (left.length < draft.instructions.length) draft.instructions = left
    if (!lives(draft.incident)) draft.incident = null
    if (!lives(draft.place)) draft.place = null
    if (!points.some(({ before }) => before === draft.before)) draft.before = null
  }

  async function attempt(deed: () => Promise<void>): Promise<boolean> {
    busy.value = true
    problem.value = undefined
    try {
      await deed()
      return true
    } catch (trouble) {
      problem.value = trouble
      return false
    } finally {
      busy.value = false
    }
  }

  /** Asks what it would do; nothing is done before that is confirmed. */
  async function ask(): Promise<void> {
    const correction = correctionOf(draft)
    if (typeof correction === 'string') {
      missing.value = correction
      return
    }
    missing.value = undefined
    await attempt(async () => void (preview.value = await previewCorrection(caseId.value, correction)))
  }

  async function confirm(): Promise<boolean> {
    const correction = correctionOf(draft)
    if (typeof correction === 'string') return false
    const text = JSON.stringify(correction)
    if (text !== sent.text) sent = { key: newIdempotencyKey(), text }
    const done = await attempt(() => correctCase(caseId.value, correction, sent.key))
    preview.value = undefined
    if (done) {
      sent = { key: '', text: '' }
      Object.assign(draft, emptyDraft(draft.kind))
      await load()
    }
    return done
  }

  function instruct(instruction: CorrectionInstruction): void {
    draft.kind = 'modify'
    draft.instructions = withInstruction(draft.instructions, instruction)
  }

  watch(caseId, load, { immediate: true })
  watch(draft, () => (missing.value = undefined))
  onLive(['case', 'clock'], (change) => {
    if (busy.value || (change.caseId && change.caseId !== caseId.value)) return
    void load().then(() => preview.value && ask())
  })

  return { detail, structure, problem, busy, draft, missing, preview, over, kinds, load, ask, confirm, instruct }
}
