import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FormComponent, FormSchema } from '../schema/schema.ts'
import { validateForm } from './validateForm.ts'

const options = ['x', 'y'].map((value) => ({ label: value, value }))
const conditions = ['=a != "x"', '=b > 1', '=c', '=count(l) = 0', '=list contains(d, "x")', '=e = null', undefined]

const schemas: fc.Arbitrary<FormSchema> = fc
  .array(fc.record({ hide: fc.constantFrom(...conditions), required: fc.boolean(), readonly: fc.boolean() }), {
    minLength: 6,
    maxLength: 6,
  })
  .map((rules) => {
    const of = (i: number) => ({
      ...(rules[i]!.hide === undefined ? {} : { conditional: { hide: rules[i]!.hide } }),
      readonly: rules[i]!.readonly,
      validate: { required: rules[i]!.required },
    })
    const components: FormComponent[] = [
      { type: 'radio', key: 'a', values: options, ...of(0) },
      { type: 'number', key: 'b', ...of(1) },
      { type: 'checkbox', key: 'c', ...of(2) },
      { type: 'checklist', key: 'd', values: options, ...of(3) },
      { type: 'group', path: 'g', components: [{ type: 'textfield', key: 'e', ...of(4) }] },
      {
        type: 'dynamiclist',
        path: 'l',
        components: [
          { type: 'textfield', key: 'a', ...of(5) },
          { type: 'datetime', key: 'e' },
        ],
      },
    ]
    return { type: 'default', id: 'any', components }
  })

const sound = {
  a: fc.constantFrom('x', 'y', null),
  b: fc.integer({ min: 0, max: 3 }),
  c: fc.boolean(),
  d: fc.subarray(['x', 'y']),
  g: fc.record({ e: fc.string() }),
  l: fc.array(fc.record({ a: fc.string() }), { maxLength: 3 }),
}
const soundData = fc.record(sound, { requiredKeys: [] })
const mixed = fc.record(
  Object.fromEntries(
    Object.entries(sound).map(([key, value]) => [key, fc.oneof<fc.Arbitrary<unknown>[]>(value, fc.jsonValue())]),
  ),
  { requiredKeys: [] },
)

test('whatever is sent, checking answers and does not throw', () => {
  fc.assert(
    fc.property(schemas, fc.oneof(mixed, fc.jsonValue(), fc.anything()), (schema, data) => {
      const result = validateForm(schema, data)
      expect(result.ok || result.fields.length > 0).toBe(true)
    }),
  )
}, 30_000)

test('accepted data is accepted again, unchanged', () => {
  fc.assert(
    fc.property(schemas, soundData, (schema, data) => {
      const first = validateForm(schema, data)
      fc.pre(first.ok)
      expect(validateForm(schema, first.data)).toEqual(first)
    }),
  )
}, 30_000)
