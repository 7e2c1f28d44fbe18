import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unsealed, verify, type SealedStep } from './chain.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('base64').replace(/=+$/, '')

function record(): SealedStep[] {
  const first = seal(
    '',
    'c',
    {
      seq: 1,
      at: 10,
      events: [
        { type: 'caseStarted', case: 'c', process: 'p', version: 1, element: 'p' },
        { type: 'statusChanged', element: 'p', code: 'received' },
      ],
    },
    digest,
  )
  return [first, seal(first.seal, 'c', { seq: 3, at: 20, events: [{ type: 'caseCompleted' }] }, digest)]
}
const head = record().at(-1)!.seal

describe('the chain of seals', () => {
  it('proves a record that is as it was written', () => {
    expect(verify('c', record(), head, digest)).toEqual({ ok: true, steps: 2, events: 3, seal: head })
    expect(
      record()
        .flatMap(unsealed)
        .map(({ seq, at, event }) => [seq, at, event.type]),
    ).toEqual([
      [1, 10, 'caseStarted'],
      [2, 10, 'statusChanged'],
      [3, 20, 'caseCompleted'],
    ])
  })

  it('names the step that was changed', () => {
    const [first, second] = record()
    const forged = { ...first!, events: first!.events.replace('received', 'granted') }
    expect(verify('c', [forged, second!], head, digest)).toMatchObject({ ok: false, seq: 1 })
  })

  it('names the gap where a step was dropped, at the front and at the end', () => {
    const [first, second] = record()
    expect(verify('c', [second!], head, digest)).toMatchObject({ ok: false, seq: 3 })
    expect(verify('c', [first!], head, digest)).toMatchObject({ ok: false, seq: 3 })
  })

  it('sees a record that was moved to another case', () => {
    expect(verify('d', record(), head, digest)).toMatchObject({ ok: false, seq: 1 })
  })
})
