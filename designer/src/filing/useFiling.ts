import { initialData, isObject, validateForm, type JsonObject } from '@lianban/forms'
import type { Filed, FieldProblem, Filing } from '@lianban/server/contract'
import { ref } from 'vue'
import { fileCase } from '../api/cases.ts'
import { newIdempotencyKey } from '../api/idempotency.ts'
import { ApiProblem } from '../api/problem.ts'
import { localDraft } from '../inbox/localDraft.ts'

/**
 * One filing at the window. What is typed stays on this device until it is filed; the idempotency key stays with it, so that
 * a filing whose answer got lost is not filed twice, not even after a reload.
 */
export function useFiling(filing: Filing, person: string, locale: () => string) {
  const kept = localDraft(`lianban.draft.filing.${person}.${filing.processId}`)
  const before = kept.read()
  const data = ref<JsonObject>(isObject(before?.['data']) ? before['data'] : initialData(filing.form, {}))
  const restored = ref(before !== null)
  const safe = ref(true)
  const fields = ref<readonly FieldProblem[]>([])
  const problem = ref<unknown>()
  const busy = ref(false)
  let key = typeof before?.['key'] === 'string' ? before['key'] : newIdempotencyKey()

  function type(typed: JsonObject): void {
    data.value = typed
    safe.value = kept.write({ data: typed, key })
  }

  function startOver(): void {
    kept.clear()
    key = newIdempotencyKey()
    data.value = initialData(filing.form, {})
    restored.value = false
    fields.value = []
    problem.value = undefined
  }

  async function send(): Promise<Filed | undefined> {
    if (busy.value) return undefined
    fields.value = []
    problem.value = undefined
    const checked = validateForm(filing.form, data.value, { locale: locale() })
    if (!checked.ok) {
      fields.value = checked.fields
      return undefined
    }
    busy.value = true
    try {
      kept.write({ data: data.value, key })
      const filed = await fileCase({ processId: filing.processId, data: checked.data }, key)
      startOver()
      return filed
    } catch (trouble) {
      if (trouble instanceof ApiProblem && trouble.fields.length > 0) fields.value = trouble.fields
      else problem.value = trouble
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { data, restored, safe, fields, problem, busy, type, startOver, send }
}
