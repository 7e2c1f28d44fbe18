import type { CaseDetail, CaseStructure, CorrectionPreview } from '@lianban/server/contract'
import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { readCase } from '../api/cases.ts'
import { correctCase, previewCorrection, readStructure } from '../api/corrections.ts'
import { ApiProblem } from '../api/problem.ts'
import { useCorrection } from './useCorrection.ts'

vi.mock('../api/cases.ts')
vi.mock('../api/corrections.ts')
vi.mock('../api/live.ts')

const task = { key: 2, scope: 1, element: 'a', elementName: 'a', type: 'userTask', waits: ['task' as const] }
const structure = (more: Partial<CaseStructure> = {}): CaseStructure => ({
  variables: {},
  instances: [{ ...task, key: 1, scope: 0, element: 'p' }, task],
  tokens: [],
  elements: [],
  points: [],
  ...more,
})
const nothing: CorrectionPreview = { ok: true, entries: [], ended: [], begun: [], ends: false, leaving: 0 }

beforeEach(() => {
  vi.resetAllMocks()
  vi.mocked(readCase).mockResolvedValue({ id: 'c' } as CaseDetail)
  vi.mocked(readStructure).mockResolvedValue(structure())
  vi.mocked(previewCorrection).mockResolvedValue(nothing)
})

async function opened() {
  const page = effectScope().run(() => useCorrection(ref('c'), undefined))!
  await vi.waitFor(() => expect(page.structure.value).toBeDefined())
  return page
}

test('a correction whose answer was lost is sent again under its key, the next one under another', async () => {
  const page = await opened()
  page.draft.reason = 'why'
  vi.mocked(correctCase).mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'network', detail: '' }))
  expect(await page.confirm()).toBe(false)
  expect(page.draft.reason).toBe('why')
  expect(await page.confirm()).toBe(true)
  page.draft.reason = 'why'
  expect(await page.confirm()).toBe(true)
  const [lost, again, other] = vi.mocked(correctCase).mock.calls.map(([, , key]) => key)
  expect(again).toBe(lost)
  expect(other).not.toBe(again)
})

test('without a reason nothing is asked of the server', async () => {
  const page = await opened()
  await page.ask()
  expect(page.missing.value).toBe('reason')
  expect(previewCorrection).not.toHaveBeenCalled()
  page.draft.reason = 'why'
  await page.ask()
  expect(page.preview.value).toEqual(nothing)
})

test('what is no longer there leaves the plan when the case has gone on', async () => {
  const page = await opened()
  page.instruct({ do: 'terminate', key: 2 })
  page.instruct({ do: 'activate', element: 'b' })
  expect(page.draft.kind).toBe('modify')
  vi.mocked(readStructure).mockResolvedValue(structure({ instances: [{ ...task, key: 1, scope: 0 }] }))
  await page.load()
  expect(page.draft.instructions).toEqual([{ do: 'activate', element: 'b' }])
})

test('a suspended case can go on and cannot be suspended again', async () => {
  vi.mocked(readStructure).mockResolvedValue(structure({ suspended: { reason: 'why', held: 0 } }))
  const page = await opened()
  expect(page.kinds.value).toContain('goOn')
  expect(page.kinds.value).not.toContain('suspend')
  expect(page.draft.kind).toBe('goOn')
})
