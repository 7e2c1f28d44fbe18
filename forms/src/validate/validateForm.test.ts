import { describe, expect, test } from 'vitest'
import type { FormComponent, FormSchema } from '../schema/schema.ts'
import { validateForm } from './validateForm.ts'

const form = (...components: FormComponent[]): FormSchema => ({ type: 'default', id: 'review', components })

const codes = (schema: FormSchema, data: unknown, initial?: Record<string, unknown>): string[] => {
  const result = validateForm(schema, data, initial ? { initial } : {})
  return result.ok ? [] : result.fields.map((field) => `${field.path}:${field.code}`)
}

const name: FormComponent = {
  type: 'textfield',
  key: 'applicant.name',
  label: '建设单位',
  validate: { required: true },
}

describe('values', () => {
  test('accepted data holds the fields of the form and nothing else', () => {
    const result = validateForm(form(name), { applicant: { name: '新都建工', role: 'admin' }, approved: true })
    expect(result).toEqual({ ok: true, data: { applicant: { name: '新都建工' } } })
  })

  test.each([[undefined], [null], [''], ['  \n']])('%j is missing where a value is required', (value) => {
    expect(codes(form(name), { applicant: { name: value } })).toEqual(['applicant.name:required'])
  })

  test('a message names the field, in the language asked for', () => {
    const labelled = form({ ...name, properties: { 'label.en': 'Builder' } })
    const chinese = validateForm(labelled, {})
    const english = validateForm(labelled, {}, { locale: 'en' })
    expect(chinese).toMatchObject({ fields: [{ message: '请填写“建设单位”' }] })
    expect(english).toMatchObject({ fields: [{ message: 'Please fill in “Builder”' }] })
  })

  test('a missing choice is asked for as a choice', () => {
    const choice: FormComponent = {
      type: 'select',
      key: 'a',
      label: '类别',
      values: options,
      validate: { required: true },
    }
    expect(validateForm(form(choice), {})).toMatchObject({ fields: [{ code: 'required', message: '请选择“类别”' }] })
  })

  const options = [
    { label: '同意', value: 'agree' },
    { label: '不同意', value: 'refuse' },
  ]
  test.each<[FormComponent, unknown, string[]]>([
    [{ type: 'textfield', key: 'a' }, 7, ['a:type']],
    [{ type: 'textfield', key: 'a', validate: { maxLength: 2 } }, '𠮷𠮷', []],
    [{ type: 'textfield', key: 'a', validate: { maxLength: 2 } }, '三个字', ['a:maxLength']],
    [{ type: 'textfield', key: 'a', validate: { minLength: 2 } }, '一', ['a:minLength']],
    [{ type: 'textfield', key: 'a', validate: { pattern: '^[0-9A-Z]{18}$' } }, '91510114MA6C', ['a:pattern']],
    [{ type: 'textfield', key: 'a', validate: { pattern: '^(a+)+$' } }, `${'a'.repeat(60)}!`, []],
    [{ type: 'textfield', key: 'a' }, 'x'.repeat(1_000_000), ['a:maxLength']],
    [{ type: 'number', key: 'a' }, '12', ['a:type']],
    [{ type: 'number', key: 'a' }, Number.NaN, ['a:type']],
    [{ type: 'number', key: 'a', validate: { min: 0 } }, 0, []],
    [{ type: 'number', key: 'a', validate: { min: 0, max: 5 } }, 6, ['a:max']],
    [{ type: 'number', key: 'a', validate: { min: 0 } }, -1, ['a:min']],
    [{ type: 'number', key: 'a', decimalDigits: 2 }, 1.25, []],
    [{ type: 'number', key: 'a', decimalDigits: 2 }, 1.255, ['a:decimals']],
    [{ type: 'checkbox', key: 'a' }, 'true', ['a:type']],
    [{ type: 'checkbox', key: 'a', validate: { required: true } }, false, ['a:required']],
    [{ type: 'radio', key: 'a', values: options }, 'agree', []],
    [{ type: 'radio', key: 'a', values: options }, 'maybe', ['a:option']],
    [{ type: 'select', key: 'a', values: options }, ['agree'], ['a:option']],
    [{ type: 'checklist', key: 'a', values: options }, ['agree', 'refuse'], []],
    [{ type: 'checklist', key: 'a', values: options }, ['agree', 'agree'], ['a:option']],
    [{ type: 'checklist', key: 'a', values: options, validate: { required: true } }, [], ['a:required']],
    [{ type: 'datetime', key: 'a' }, '2028-02-29', []],
    [{ type: 'datetime', key: 'a' }, '2026-02-29', ['a:date']],
    [{ type: 'datetime', key: 'a', subtype: 'time' }, '24:00', ['a:date']],
    [{ type: 'datetime', key: 'a', subtype: 'datetime' }, '2026-05-09T08:30', []],
  ])('%j with %j', (component, value, expected) => {
    expect(codes(form(component), { a: value })).toEqual(expected)
  })

  test('a required choice that is not among the options is refused even when blank', () => {
    const choice: FormComponent = { type: 'radio', key: 'a', values: options, validate: { required: true } }
    expect(codes(form(choice), { a: '' })).toEqual(['a:required'])
  })
})

describe('conditions', () => {
  const decision: FormComponent = {
    type: 'radio',
    key: 'decision',
    values: ['agree', 'conditional', 'refuse'].map((value) => ({ label: value, value })),
  }
  const reason: FormComponent = {
    type: 'textarea',
    key: 'reason',
    conditional: { hide: '=decision != "refuse"' },
    validate: { required: true },
  }

  test('a hidden field is neither required nor kept', () => {
    const result = validateForm(form(decision, reason), { decision: 'agree', reason: 'left over' })
    expect(result).toEqual({ ok: true, data: { decision: 'agree' } })
  })

  test('a shown field is required', () => {
    expect(codes(form(decision, reason), { decision: 'refuse' })).toEqual(['reason:required'])
  })

  test('a field hidden by a value that is itself hidden away follows what is left', () => {
    const basis: FormComponent = { type: 'textfield', key: 'basis', conditional: { hide: '=reason = null' } }
    const result = validateForm(form(decision, reason, basis), { decision: 'agree', reason: 'x', basis: '第三十八条' })
    expect(result).toEqual({ ok: true, data: { decision: 'agree' } })
  })

  test('conditions that chase each other end', () => {
    const a: FormComponent = { type: 'textfield', key: 'a', conditional: { hide: '=b != null' } }
    const b: FormComponent = { type: 'textfield', key: 'b', conditional: { hide: '=a != null' } }
    expect(validateForm(form(a, b), { a: '1', b: '2' })).toEqual({ ok: true, data: {} })
  })

  test('required while an expression holds', () => {
    const conditions: FormComponent = {
      type: 'textarea',
      key: 'c',
      validate: { requiredWhen: '=decision = "conditional"' },
    }
    expect(codes(form(decision, conditions), { decision: 'conditional' })).toEqual(['c:required'])
    expect(codes(form(decision, conditions), { decision: 'agree' })).toEqual([])
  })

  test('a condition that cannot be computed hides nothing', () => {
    const odd: FormComponent = {
      type: 'textfield',
      key: 'a',
      conditional: { hide: '=)(' },
      validate: { required: true },
    }
    expect(codes(form(odd), {})).toEqual(['a:required'])
  })
})

describe('lists', () => {
  const materials: FormComponent = {
    type: 'dynamiclist',
    path: 'materials',
    validate: { required: true },
    components: [
      { type: 'textfield', key: 'code', validate: { required: true } },
      { type: 'textfield', key: 'note', conditional: { hide: '=code = "A"' }, validate: { required: true } },
    ],
  }

  test('each row is checked with its own conditions', () => {
    const data = { materials: [{ code: 'A', note: 'dropped' }, { code: 'B' }, {}] }
    expect(codes(form(materials), data)).toEqual([
      'materials[1].note:required',
      'materials[2].code:required',
      'materials[2].note:required',
    ])
  })

  test('hidden values of a row are dropped', () => {
    const result = validateForm(form(materials), { materials: [{ code: 'A', note: 'dropped', x: 1 }] })
    expect(result).toEqual({ ok: true, data: { materials: [{ code: 'A' }] } })
  })

  test.each<[unknown, string]>([
    [[], 'required'],
    [{ 0: {} }, 'type'],
    [['A'], 'type'],
    [Array.from({ length: 100_000 }, () => ({})), 'rows'],
  ])('%# rows that cannot be used', (rows, code) => {
    expect(codes(form(materials), { materials: rows })).toEqual([`materials:${code}`])
  })
})

describe('read-only fields', () => {
  const area: FormComponent = { type: 'number', key: 'area', readonly: true, validate: { required: true } }

  test('hold what the form started from, whatever was sent', () => {
    const result = validateForm(form(area), { area: 1 }, { initial: { area: 5200 } })
    expect(result).toEqual({ ok: true, data: { area: 5200 } })
  })

  test('are not held against the person who cannot change them', () => {
    expect(codes(form(area), { area: 1 }, {})).toEqual([])
  })
})

test.each([[null], [undefined], [7], ['x'], [[]]])('data %j as a whole is refused', (data) => {
  expect(codes(form(name), data)).toEqual([':type'])
})

test('keys that reach prototypes are not written', () => {
  const bad = form({ type: 'textfield', key: '__proto__.polluted' }, { type: 'textfield', key: 'constructor' })
  const result = validateForm(bad, JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "x"}'))
  expect(result).toEqual({ ok: true, data: {} })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
