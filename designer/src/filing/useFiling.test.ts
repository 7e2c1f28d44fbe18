import type { Filing } from '@lianban/server/contract'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fileCase } from '../api/cases.ts'
import { ApiProblem } from '../api/problem.ts'
import { useFiling } from './useFiling.ts'

vi.mock('../api/cases.ts', () => ({ fileCase: vi.fn<typeof fileCase>() }))

const filing: Filing = {
  processId: 'joint-approval',
  name: '施工许可并联审批',
  version: 1,
  form: {
    type: 'default',
    id: 'application',
    components: [{ type: 'textfield', key: 'name', label: '工程名称', validate: { required: true } }],
  },
}
const filed = { caseId: 'c1', caseNo: '510114', trackingCode: 'K7QM', receivedOn: '2026-09-21' }
const network = new ApiProblem({ status: 0, code: 'network', detail: '' })

const open = () => useFiling(filing, 'window1', () => 'zh-CN')
const keysSent = () => vi.mocked(fileCase).mock.calls.map(([, key]) => key)

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.mocked(fileCase).mockReset()
})

describe('a filing', () => {
  test('whose answer got lost is sent again under the same key, even after a reload', async () => {
    vi.mocked(fileCase).mockRejectedValueOnce(network).mockResolvedValueOnce(filed)
    const first = open()
    first.type({ name: '文化中心' })
    expect(await first.send()).toBeUndefined()
    const reloaded = open()
    expect(reloaded.restored.value).toBe(true)
    expect(reloaded.data.value).toEqual({ name: '文化中心' })
    expect(await reloaded.send()).toEqual(filed)
    expect(new Set(keysSent()).size).toBe(1)
  })

  test('leaves nothing behind once it is filed, and the next has a key of its own', async () => {
    vi.mocked(fileCase).mockResolvedValue(filed)
    const desk = open()
    desk.type({ name: '文化中心' })
    await desk.send()
    expect(open().restored.value).toBe(false)
    desk.type({ name: '体育馆' })
    await desk.send()
    expect(new Set(keysSent()).size).toBe(2)
  })

  test('that is not complete is not sent, and says what is missing', async () => {
    const desk = open()
    expect(await desk.send()).toBeUndefined()
    expect(desk.fields.value).toMatchObject([{ path: 'name', code: 'required' }])
    expect(fileCase).not.toHaveBeenCalled()
  })

  test('that the server refuses keeps what was typed and shows the fields', async () => {
    const fields = [{ path: 'name', code: 'pattern', message: '…' }]
    vi.mocked(fileCase).mockRejectedValueOnce(new ApiProblem({ status: 422, code: 'form', detail: '', fields }))
    const desk = open()
    desk.type({ name: '文化中心' })
    await desk.send()
    expect(desk.fields.value).toEqual(fields)
    expect(desk.data.value).toEqual({ name: '文化中心' })
  })
})
