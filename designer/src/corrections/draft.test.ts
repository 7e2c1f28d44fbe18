import type { CaseStructure, LiveInstance } from '@lianban/server/contract'
import { describe, expect, it } from 'vitest'
import { correctionOf, emptyDraft, withInstruction, type Draft } from './draft.ts'
import { readJson } from './jsonText.ts'
import { itemOf, liveTree, scopesFor } from './liveTree.ts'

const draft = (kind: Draft['kind'], more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(kind),
  reason: 'why',
  ...more,
})

describe('a correction', () => {
  it('needs a reason, a choice, and data that can be read', () => {
    expect(correctionOf(draft('suspend', { reason: '  ' }))).toBe('reason')
    expect(correctionOf(draft('restart'))).toBe('choice')
    expect(correctionOf(draft('modify'))).toBe('choice')
    expect(correctionOf(draft('setVariables', { changes: { area: 'ten' } }))).toBe('json')
    expect(correctionOf(draft('setVariables', { changes: { '': '1' } }))).toBe('json')
    const instructions = [{ do: 'activate' as const, element: 'a', details: '[1]' }]
    expect(correctionOf(draft('modify', { instructions }))).toBe('json')
  })

  it('carries what was chosen and typed', () => {
    expect(correctionOf(draft('restart', { before: 7 }))).toEqual({ do: 'restart', before: 7, reason: 'why' })
    expect(correctionOf(draft('setVariables', { changes: { area: '10', name: '"甲"' }, place: 4 }))).toEqual({
      do: 'setVariables',
      variables: { area: 10, name: '甲' },
      key: 4,
      reason: 'why',
    })
    const instructions = [
      { do: 'terminate' as const, key: 3 },
      { do: 'activate' as const, element: 'a', details: '{"n": 1}' },
      { do: 'activate' as const, element: 'b', details: '' },
    ]
    expect(correctionOf(draft('modify', { instructions }))).toMatchObject({
      instructions: [
        { do: 'terminate', key: 3 },
        { do: 'activate', element: 'a', variables: { n: 1 } },
        { do: 'activate', element: 'b' },
      ],
    })
  })

  it('ends the same thing once, and begins as often as is wanted', () => {
    const ended = withInstruction([{ do: 'terminate', key: 3 }], { do: 'terminate', key: 3 })
    expect(ended).toHaveLength(1)
    expect(withInstruction([{ do: 'activate', element: 'a' }], { do: 'activate', element: 'a' })).toHaveLength(2)
  })
})

it('says of a plain word that texts stand in quotes', () => {
  expect(readJson('甲公司')).toMatchObject({ ok: false, trouble: 'unquoted' })
  expect(readJson('{"a": }')).toMatchObject({ ok: false, trouble: 'malformed' })
  expect(readJson(' ')).toMatchObject({ ok: false, trouble: 'empty' })
  expect(readJson('-1.5')).toEqual({ ok: true, value: -1.5 })
})

describe('what lives in a case', () => {
  const live = (key: number, scope: number, element: string, item?: number): LiveInstance => ({
    key,
    scope,
    element,
    elementName: element,
    type: 'userTask',
    waits: [],
    ...(item === undefined ? {} : { item }),
  })
  const structure: CaseStructure = {
    variables: {},
    instances: [
      live(1, 0, 'p'),
      live(2, 1, 'review'),
      live(3, 2, 'review', 1),
      live(4, 2, 'review', 2),
      live(5, 1, 'x'),
    ],
    tokens: [{ scope: 1, gateway: 'join', gatewayName: 'join', flow: 'f', flowName: 'a', count: 1 }],
    elements: [
      { id: 'inner', name: 'inner', type: 'userTask', container: 'review' },
      { id: 'x', name: 'x', type: 'userTask' },
    ],
    points: [],
  }

  it('is a tree below the process', () => {
    const { inside, tokens } = liveTree(structure)
    expect(inside.map(({ instance }) => instance.key)).toEqual([2, 5])
    expect(inside[0]!.inside.map(({ instance }) => instance.key)).toEqual([3, 4])
    expect(tokens).toHaveLength(1)
  })

  it('says of which item of a loop something is a part', () => {
    const inner = live(6, 4, 'inner')
    const instances = [...structure.instances, inner]
    expect(itemOf(instances, inner)).toEqual({ item: 2 })
    expect(itemOf(instances, live(5, 1, 'x'))).toEqual({})
  })

  it('says where an element can begin when its container lives several times', () => {
    expect(scopesFor(structure, 'inner').map(({ key }) => key)).toEqual([3, 4])
    expect(scopesFor(structure, 'x')).toEqual([])
  })
})
