import type { MappedElement } from '@lianban/server/contract'
import { describe, expect, it } from 'vitest'
import { choicesOf, planOf, split, undecided } from './plan.ts'

const element = (id: string, more: Partial<MappedElement> = {}): MappedElement => ({
  element: id,
  name: id,
  type: 'userTask',
  live: 0,
  by: 'id',
  to: id,
  candidates: [],
  ...more,
})
const gone = (id: string, live: number): MappedElement => {
  const { to: _, ...rest } = element(id, { live, by: 'nothing' })
  return rest
}
const mapping = {
  elements: [
    gone('a', 3),
    element('b', { live: 1 }),
    element('c', { by: 'structure', to: 'x' }),
    gone('d', 0),
    element('e'),
  ],
}

describe('the choices of a migration', () => {
  it('begin with what the engine proposes, and say what nobody has decided', () => {
    const choices = choicesOf(mapping)
    expect(choices.ways).toEqual({ a: '', b: 'to:b', c: 'to:x', d: '', e: 'to:e' })
    expect(undecided(mapping, choices).map((one) => one.element)).toEqual(['a'])
    expect(planOf(choices)).toEqual({ elements: { c: 'x' } })
  })

  it('become a plan that names what differs, and come back out of it', () => {
    const choices = choicesOf(mapping)
    Object.assign(choices.ways, { a: 'ends', b: 'dropTokens', c: '' })
    choices.flows = { f: 'g', h: '' }
    choices.dropCompensation = ['d']
    choices.mappings = [
      { source: '1', target: 'n' },
      { source: ' ', target: 'm' },
    ]
    const plan = planOf(choices)
    expect(plan).toEqual({
      ends: ['a'],
      dropTokens: ['b'],
      flows: { f: 'g' },
      dropCompensation: ['d'],
      mappings: [{ source: '1', target: 'n' }],
    })
    expect(choicesOf(mapping, plan).ways).toEqual(choices.ways)
    expect(planOf(choicesOf(mapping, plan))).toEqual(plan)
  })
})

it('shows first what lives somewhere or does not keep its place', () => {
  const { first, rest } = split(mapping.elements)
  expect(first.map((one) => one.element)).toEqual(['a', 'b', 'c', 'd'])
  expect(rest.map((one) => one.element)).toEqual(['e'])
})
