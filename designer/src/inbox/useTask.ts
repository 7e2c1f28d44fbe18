import { initialData, validateForm } from '@lianban/forms'
import type { FieldProblem, TaskCompleted, TaskDetail, TaskPreview } from '@lianban/server/contract'
import { ref, watch, type Ref } from 'vue'
import { newIdempotencyKey } from '../api/idempotency.ts'
import { onLive } from '../api/live.ts'
import { ApiProblem } from '../api/problem.ts'
import * as api from '../api/tasks.ts'
import { useSession } from '../stores/session.ts'
import { useTaskDraft } from './useTaskDraft.ts'

/** Refusals that say that somebody was quicker; others name a rule that the values break. */
const overtaken = new Set([
  'task-changed',
  'task-claimed',
  'task-completed',
  'task-cancelled',
  'task-pending',
  'case-over',
])

/** One task at work: what it is, what may be done with it, what is typed into its form, and what went wrong. */
export function useTask(id: Ref<string>, locale: Ref<string>) {
  const session = useSession()
  const draft = useTaskDraft(() => session.me?.id ?? '')
  const task = ref<TaskDetail>()
  const problem = ref<unknown>()
  const fields = ref<readonly FieldProblem[]>([])
  const busy = ref(false)
  /** Somebody else acted on the task while it was open; what was typed stays. */
  const conflict = ref(false)
  let key = newIdempotencyKey()

  async function load(): Promise<void> {
    const wanted = id.value
    task.value = undefined
    problem.value = undefined
    fields.value = []
    conflict.value = false
    key = newIdempotencyKey()
    try {
      const read = await api.readTask(wanted)
      if (wanted !== id.value) return
      task.value = read
      draft.begin(read)
    } catch (trouble) {
      if (wanted === id.value) problem.value = trouble
    }
  }

  /** Reads the task again without touching what is typed. */
  async function refresh(): Promise<void> {
    const wanted = id.value
    const read = await api.readTask(wanted).catch(() => undefined)
    if (read && wanted === id.value && task.value && !busy.value) task.value = read
  }

  async function attempt<T>(deed: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    problem.value = undefined
    conflict.value = false
    try {
      return await deed()
    } catch (trouble) {
      problem.value = trouble
      conflict.value = trouble instanceof ApiProblem && overtaken.has(trouble.code)
    } finally {
      busy.value = false
    }
    if (conflict.value) await refresh()
    return undefined
  }

  async function claim(): Promise<boolean> {
    const now = task.value
    if (!now?.may.claim || busy.value) return false
    const claimed = await attempt(() => api.claimTask(now.id, now.revision))
    if (!claimed) return false
    task.value = claimed
    draft.begin(claimed)
    return true
  }

  async function release(): Promise<boolean> {
    const now = task.value
    if (!now?.may.release || busy.value) return false
    const released = await attempt(async () => {
      await draft.flush()
      return api.releaseTask(now.id, now.revision)
    })
    if (released) task.value = released
    return released !== undefined
  }

  /** What sending the form would do; undefined when it would not be accepted, and then `fields` or `problem` say why. */
  async function preview(): Promise<TaskPreview | undefined> {
    const now = task.value
    if (!now?.may.complete || busy.value) return undefined
    fields.value = []
    const data = draft.data.value
    if (now.form) {
      const checked = validateForm(now.form, data, { locale: locale.value, initial: initialData(now.form, now.data) })
      if (!checked.ok) {
        fields.value = checked.fields
        return undefined
      }
    }
    const seen = await attempt(() => api.previewTask(now.id, now.revision, data))
    if (seen?.fields) fields.value = seen.fields
    return seen?.valid ? seen : undefined
  }

  /** Sends the form; undefined when it was not accepted, and then `fields` or `problem` say why. */
  async function complete(): Promise<TaskCompleted | undefined> {
    const now = task.value
    if (!now?.may.complete || busy.value) return undefined
    const completed = await attempt(() => api.completeTask(now.id, now.revision, draft.data.value, key))
    if (completed) draft.finish()
    else if (problem.value instanceof ApiProblem && problem.value.fields.length > 0) fields.value = problem.value.fields
    return completed
  }

  watch(id, load, { immediate: true })
  onLive(['case', 'clock'], (change) => {
    if (!change.caseId || change.caseId === task.value?.caseId) void refresh()
  })

  return { task, draft, problem, fields, busy, conflict, load, claim, release, preview, complete }
}
