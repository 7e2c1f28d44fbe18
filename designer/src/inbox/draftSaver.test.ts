import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { draftSaver, type DraftState } from './draftSaver.ts'
import { localDraft } from './localDraft.ts'

function desk() {
  const kept = new Map<string, string>()
  const local = localDraft('draft', {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  })
  const sent: unknown[] = []
  const states: DraftState[] = []
  let answer: () => Promise<void> = () => Promise.resolve()
  const saver = draftSaver({
    local,
    send: (data) => {
      sent.push(data)
      return answer()
    },
    tell: (state) => states.push(state),
    isFinal: (trouble) => trouble instanceof RangeError,
  })
  return { saver, local, sent, states, answerWith: (next: () => Promise<void>) => (answer = next) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a draft', () => {
  test('is on the device at once and on the server after a pause', async () => {
    const { saver, local, sent, states } = desk()
    saver.note({ note: '甲' })
    expect(local.read()).toEqual({ note: '甲' })
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(800)
    expect(sent).toEqual([{ note: '甲' }])
    expect(local.read()).toBeNull()
    expect(states.at(-1)).toBe('saved')
  })

  test('typed while an earlier one is on its way is sent after it', async () => {
    const { saver, sent, answerWith } = desk()
    let arrive = (): void => {}
    answerWith(() => new Promise((resolve) => (arrive = resolve)))
    saver.note({ note: '甲' })
    await vi.advanceTimersByTimeAsync(800)
    saver.note({ note: '甲乙' })
    await vi.advanceTimersByTimeAsync(800)
    expect(sent).toHaveLength(1)
    arrive()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([{ note: '甲' }, { note: '甲乙' }])
  })

  test('stays on the device while the server cannot be reached, and goes there once it can', async () => {
    const { saver, local, states, sent, answerWith } = desk()
    answerWith(() => Promise.reject(new Error('offline')))
    saver.note({ note: '甲' })
    await vi.advanceTimersByTimeAsync(800)
    expect(states.at(-1)).toBe('local')
    expect(local.read()).toEqual({ note: '甲' })
    answerWith(() => Promise.resolve())
    await vi.advanceTimersByTimeAsync(10_000)
    expect(sent).toHaveLength(2)
    expect(states.at(-1)).toBe('saved')
  })

  test('that the server will not have stays on the device and is not sent again', async () => {
    const { saver, local, states, sent, answerWith } = desk()
    answerWith(() => Promise.reject(new RangeError('task completed')))
    saver.note({ note: '甲' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(states.at(-1)).toBe('refused')
    expect(local.read()).toEqual({ note: '甲' })
  })

  test('is sent no more once the form is', async () => {
    const { saver, local, sent } = desk()
    saver.note({ note: '甲' })
    saver.finish()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toEqual([])
    expect(local.read()).toBeNull()
  })

  test('that the page takes along when it closes is sent at once', () => {
    const { saver, sent } = desk()
    saver.note({ note: '甲' })
    saver.leave()
    expect(sent).toEqual([{ note: '甲' }])
  })
})

test('storage that holds something else counts as empty', () => {
  const storage = { getItem: () => '[1', setItem: () => undefined, removeItem: () => undefined }
  expect(localDraft('draft', storage).read()).toBeNull()
})
