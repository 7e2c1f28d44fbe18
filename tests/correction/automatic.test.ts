import { describe, expect, it } from 'vitest'
import { mapAutomatically } from '@lianban/engine'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { graphOf } from './played.ts'

const drawn = (...tasks: string[]): string =>
  model('p', start(), ...tasks.map((id) => userTask(id)), end(), line('start', ...tasks, 'end'))
const named = (bpmn: string, id: string, name: string): string =>
  bpmn.replace(`id="${id}" name="${id}"`, `id="${id}" name="${name}"`)

async function mapped(older: string, newer: string, element: string) {
  return mapAutomatically(await graphOf(older), await graphOf(newer)).find((choice) => choice.element === element)!
}

describe('elements of two versions are matched', () => {
  it('by their ids', async () => {
    expect(await mapped(drawn('a', 'b'), drawn('b', 'a'), 'a')).toMatchObject({ to: 'a', by: 'id' })
  })

  it('by the same name', async () => {
    const found = await mapped(named(drawn('a'), 'a', '受理'), named(drawn('x', 'y'), 'y', '受理'), 'a')
    expect(found).toMatchObject({ to: 'y', by: 'structure' })
  })

  it('by the same neighbours', async () => {
    expect(await mapped(drawn('a', 'b', 'c'), drawn('a', 'x', 'c'), 'b')).toMatchObject({ to: 'x', by: 'structure' })
  })

  it('not where two fit alike; then a person chooses among those of the same kind, new ones first', async () => {
    const found = await mapped(drawn('a', 'b'), drawn('a', 'x', 'y'), 'b')
    expect(found).toMatchObject({ by: 'nothing', candidates: ['x', 'y', 'a'] })
    expect(found.to).toBeUndefined()
  })

  it('not with an element of another type', async () => {
    const other = drawn('a')
      .replaceAll('userTask', 'manualTask')
      .replace(/<bpmn:extensionElements>.*?<\/bpmn:extensionElements>/, '')
    expect(await mapped(drawn('a'), other, 'a')).toMatchObject({ by: 'nothing' })
  })
})
