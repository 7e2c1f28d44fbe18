import { initialData, type JsonObject } from '@lianban/forms'
import type { TaskDetail } from '@lianban/server/contract'
import { onScopeDispose, ref } from 'vue'
import { ApiProblem } from '../api/problem.ts'
import { saveTaskDraft } from '../api/tasks.ts'
import { draftSaver, type DraftSaver, type DraftState } from './draftSaver.ts'
import { localDraft } from './localDraft.ts'

/** What is typed into a task's form. It saves itself, survives reload and a lost network, and is never checked. */
export function useTaskDraft(person: () => string) {
  const data = ref<JsonObject>({})
  const state = ref<DraftState>('clean')
  let saver: DraftSaver | undefined

  /** Starts from what this device still holds, else the draft on the server, else the case's data. */
  function begin(task: TaskDetail): void {
    saver?.leave()
    const local = localDraft(`lianban.draft.task.${person()}.${task.id}`)
    const unsent = task.may.complete ? local.read() : null
    data.value = unsent ?? task.draft ?? (task.form ? initialData(task.form, task.data) : {})
    state.value = task.draft ? 'saved' : 'clean'
    const own = draftSaver({
      local,
      send: (draft, keepalive) => saveTaskDraft(task.id, draft, keepalive),
      isFinal: (trouble) => trouble instanceof ApiProblem && trouble.status >= 400 && trouble.status < 500,
      tell: (now) => {
        if (saver === own) state.value = now
      },
    })
    saver = own
    if (unsent) saver.note(unsent)
  }

  function type(typed: JsonObject): void {
    data.value = typed
    saver?.note(typed)
  }

  const leave = (): void => saver?.leave()
  const flush = (): void => void saver?.flush()
  window.addEventListener('pagehide', leave)
  window.addEventListener('online', flush)
  onScopeDispose(() => {
    leave()
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('online', flush)
  })

  return { data, state, begin, type, flush: () => saver?.flush(), finish: () => saver?.finish() }
}
