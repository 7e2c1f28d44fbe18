import type { ProcessDetail, ProcessDraft, SaveDraft } from '@lianban/server/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import * as api from '../api/processes.ts'
import { useDraft } from './useDraft.ts'

vi.mock('../api/processes.ts')

const detail: ProcessDetail = {
  id: 'p',
  name: '流程',
  version: 1,
  publishedAt: '2026-09-01T10:00:00+08:00',
  running: 0,
  draft: null,
  versions: [],
}
const stored = (bpmn: string, revision: number): ProcessDraft => ({
  id: 'p',
  revision,
  bundle: { bpmn, forms: {}, documents: {}, decisions: {} },
})

let drawn = '<old/>'
const sent = (): SaveDraft[] => vi.mocked(api.saveDraft).mock.calls.map(([, draft]) => draft)

beforeEach(() => {
  vi.useFakeTimers()
  drawn = '<old/>'
  vi.mocked(api.readProcess).mockResolvedValue(structuredClone(detail))
  vi.mocked(api.readDraft).mockResolvedValue(stored('<old/>', 0))
  vi.mocked(api.saveDraft).mockImplementation(async (_id, draft) => ({
    revision: draft.revision + 1,
    savedAt: '2026-09-21T10:31:00+08:00',
    problems: [],
  }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.resetAllMocks()
})

async function opened() {
  const draft = useDraft(
    'p',
    async () => drawn,
    () => '王敏',
  )
  await draft.load()
  return draft
}

test('several quick changes are saved once, with what stands at the end', async () => {
  const draft = await opened()
  for (const xml of ['<a/>', '<b/>', '<c/>']) {
    drawn = xml
    draft.changed()
  }
  expect(draft.unsaved.value).toBe(true)
  await vi.runAllTimersAsync()
  expect(sent()).toEqual([{ revision: 0, bundle: { bpmn: '<c/>', forms: {}, documents: {}, decisions: {} } }])
  expect(draft.state.value).toBe('saved')
  expect(draft.process.value?.draft).toMatchObject({ savedBy: '王敏', revision: 1 })
})

test('a change made while saving is saved after it, on the new revision', async () => {
  const draft = await opened()
  vi.mocked(api.saveDraft).mockImplementationOnce(async () => {
    drawn = '<later/>'
    draft.changed()
    return { revision: 1, savedAt: '2026-09-21T10:31:00+08:00', problems: [] }
  })
  draft.changed()
  await vi.runAllTimersAsync()
  expect(sent().map(({ revision, bundle }) => [revision, bundle.bpmn])).toEqual([
    [0, '<old/>'],
    [1, '<later/>'],
  ])
  expect(draft.unsaved.value).toBe(false)
})

test('a lost network keeps the change and saves it with the next try', async () => {
  const draft = await opened()
  vi.mocked(api.saveDraft).mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'network', detail: '' }))
  draft.changed()
  await vi.runAllTimersAsync()
  expect(draft.state.value).toBe('failed')
  await draft.save()
  expect(draft.state.value).toBe('saved')
})

test('a stale revision shows the other draft and saves nothing more until somebody chooses', async () => {
  const draft = await opened()
  vi.mocked(api.saveDraft).mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'draft-changed', detail: '' }))
  vi.mocked(api.readDraft).mockResolvedValue(stored('<theirs/>', 5))
  drawn = '<mine/>'
  draft.changed()
  await vi.runAllTimersAsync()
  expect(draft.theirs.value?.bundle.bpmn).toBe('<theirs/>')
  draft.changed()
  await vi.runAllTimersAsync()
  expect(sent()).toHaveLength(1)

  await draft.overwrite()
  expect(sent().at(-1)).toMatchObject({ revision: 5, bundle: { bpmn: '<mine/>' } })
  expect(draft.state.value).toBe('saved')
})
