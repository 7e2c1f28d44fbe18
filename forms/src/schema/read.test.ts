import { describe, expect, test } from 'vitest'
import { readSchema } from './read.ts'

const found = (...components: unknown[]): string[] => {
  const read = readSchema({ type: 'default', id: 'f', components })
  return 'problems' in read ? read.problems.map((p) => `${p.code} ${p.path}`) : []
}

describe('a form file', () => {
  test('that can be used is handed back', () => {
    const file = {
      type: 'default',
      id: 'f',
      schemaVersion: 16,
      components: [{ type: 'textfield', key: '项目.名称', label: '名称' }],
    }
    expect(readSchema(file)).toEqual({ schema: file })
  })

  test.each([[null], ['x'], [[]], [{}], [{ components: 7 }]])('%j is not a form', (source) => {
    expect(readSchema(source)).toMatchObject({ problems: [{ code: 'schema' }] })
  })

  test.each<[unknown, string]>([
    [{ type: 'iframe' }, 'component components[0]'],
    [7, 'component components[0]'],
    [{ type: 'textfield', key: 'a.__proto__' }, 'key components[0].key'],
    [{ type: 'textfield' }, 'key components[0].key'],
    [{ type: 'textfield', key: 'a', conditional: { hide: 'b' } }, 'expression components[0].conditional.hide'],
    [
      { type: 'textfield', key: 'a', validate: { requiredWhen: '=1 +' } },
      'expression components[0].validate.requiredWhen',
    ],
    [{ type: 'textfield', key: 'a', validate: { pattern: '(' } }, 'pattern components[0].validate.pattern'],
    [{ type: 'textfield', key: 'a', validate: { required: 'yes' } }, 'component components[0].validate.required'],
    [
      { type: 'textfield', key: 'a', validate: { validationType: 'email' } },
      'component components[0].validate.validationType',
    ],
    [{ type: 'select', key: 'a', valuesKey: 'list' }, 'option components[0].values'],
    [{ type: 'group', components: [{ type: 'number' }] }, 'key components[0].components[0].key'],
  ])('%j is refused, naming the place', (component, expected) => {
    expect(found(component)).toEqual([expected])
  })

  test('with keys that overwrite each other is refused', () => {
    const field = (key: string) => ({ type: 'textfield', key })
    expect(found(field('a'), field('a'))).toEqual(['duplicate a'])
    expect(found(field('a'), field('a.b'))).toEqual(['duplicate a'])
  })
})

describe('patterns', () => {
  const pattern = (source: string) => found({ type: 'textfield', key: 'a', validate: { pattern: source } }).length === 0

  test.each([
    '^[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}$',
    '^1\\d{10}$',
    '^(\\d{3,4}-)?\\d{7,8}$',
    '^[(+*)|]+$',
  ])('%s is usual and allowed', (source) => expect(pattern(source)).toBe(true))

  test.each(['^(a+)+$', '(a|a)*b', '(x+x+)+y', '(\\d+,?){20,}', '(a)\\1'])(
    '%s may take very long and is refused',
    (source) => expect(pattern(source)).toBe(false),
  )
})
