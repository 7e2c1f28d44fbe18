import { expect, test } from 'vitest'
import type { FormSchema } from '../schema/schema.ts'
import { initialData } from './initialData.ts'
import { visibleComponents } from './visible.ts'

const schema: FormSchema = {
  type: 'default',
  id: 'application',
  components: [
    { type: 'textfield', key: 'project.name' },
    { type: 'checkbox', key: 'special', defaultValue: false },
    { type: 'dynamiclist', path: 'materials', components: [{ type: 'textfield', key: 'code', defaultValue: 'A' }] },
    { type: 'group', path: 'site', components: [{ type: 'text', text: '# 场地', conditional: { hide: '=special' } }] },
  ],
}

test('a form starts from the variables under its keys', () => {
  const variables = {
    project: { name: '文化中心', secret: 1 },
    special: true,
    materials: [{ code: 'B', other: 1 }],
    caseNo: 'X',
  }
  expect(initialData(schema, variables)).toEqual({
    project: { name: '文化中心' },
    special: true,
    materials: [{ code: 'B' }],
  })
})

test('a form without variables starts from its defaults and one row', () => {
  expect(initialData(schema, {})).toEqual({ special: false, materials: [{ code: 'A' }] })
})

test('hidden components are left out, inside groups too', () => {
  const inGroup = (data: Record<string, unknown>) =>
    visibleComponents(schema, data).flatMap((c) => (c.type === 'group' ? c.components : []))
  expect(inGroup({ special: true })).toEqual([])
  expect(inGroup({ special: false })).toHaveLength(1)
})
