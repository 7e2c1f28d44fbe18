import { expect, test } from 'vitest'
import { factsOf } from './factsOf.ts'

test('nested data becomes facts by dotted keys, empty values left out', () => {
  const data = {
    project: { name: '文化中心', area: 5200, note: '' },
    materials: ['图纸', '合同'],
    opinions: [{ decision: 'agree' }],
    none: null,
  }
  expect(factsOf(data)).toEqual([
    { key: 'project.name', words: '文化中心' },
    { key: 'project.area', words: '5200' },
    { key: 'materials', words: '图纸、合同' },
    { key: 'opinions[1].decision', words: 'agree' },
  ])
})
