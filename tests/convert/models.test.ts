import { expect, it } from 'vitest'
import { compile, readModel } from '@lianban/engine'
import { convertModel, rowWords } from '@lianban/engine/convert'
import { readSchema } from '@lianban/forms'
import { converted, folders, models, told } from './model.ts'
import { coveredBy } from './covered.ts'
import { skeleton } from './skeleton.ts'
import { vendorThings } from './things.ts'

it.each(folders)('there are fifty models in the style of %s, and more', (folder) => {
  expect(models.filter(({ name }) => name.startsWith(folder)).length).toBeGreaterThanOrEqual(50)
})

it.each(models)('$name converts with the expected report', async ({ xml, expected }) => {
  expect(told(await converted(xml))).toEqual(expected)
})

it.each(models)('$name: everything that the vendor says has a row', async ({ xml }) => {
  const { rows, xml: target } = await converted(xml)
  expect(vendorThings(xml).filter((thing) => !coveredBy(thing, rows, target))).toEqual([])
})

it.each(models)('$name: what needs a person is refused by name until somebody has decided it', async ({ xml }) => {
  const result = await converted(xml)
  const compiled = await compile(result.xml)
  const open = result.rows.filter(({ outcome }) => outcome === 'unconverted')
  const refused = compiled.problems.filter(({ severity }) => severity === 'error')
  const named = new Set(refused.map(({ element }) => element))
  expect(open.filter(({ element }) => !named.has(element) && !(element === '' && named.has('definitions')))).toEqual([])
  // A clean report can be published as it is, and what cannot is not clean.
  expect(compiled.ok).toBe(result.clean)
})

it.each(models)(
  '$name keeps its elements, names, documentation and diagram, and nothing of the vendor',
  async ({ xml }) => {
    const result = await converted(xml)
    expect(skeleton(result.xml)).toEqual(skeleton(xml))
    expect(vendorThings(result.xml)).toEqual([])
    expect(result.xml).not.toMatch(/xmlns:\w+="http:\/\/(camunda.org\/schema\/1.0\/bpmn|flowable.org|activiti.org)/)
    expect((await readModel(result.xml)).problems.filter(({ code }) => code.startsWith('xml-'))).toEqual([])
  },
)

it.each(models)('$name: its forms can be shown', async ({ xml }) => {
  for (const form of Object.values((await converted(xml)).forms)) expect(readSchema(form)).toHaveProperty('schema')
})

it.each(models)('$name: a conversion of the converted changes nothing', async ({ xml }) => {
  const once = await converted(xml)
  expect(await convertModel(once.xml)).toMatchObject({ ok: true, xml: once.xml, rows: [] })
})

it.each(models)('$name: every row speaks Chinese and English', async ({ xml }) => {
  for (const row of (await converted(xml)).rows) {
    const [zh, en] = [rowWords(row, 'zh'), rowWords(row, 'en')]
    expect(zh.words).toMatch(/\p{Script=Han}/u)
    expect(en.words).not.toMatch(/\p{Script=Han}/u)
    expect([zh.words, en.words].join(' ')).not.toMatch(/\{(from|to|detail)\}/)
    for (const words of [zh, en]) {
      expect(words.todo !== undefined).toBe(row.outcome === 'unconverted')
      expect(words.remarks).toHaveLength(row.remarks?.length ?? 0)
    }
  }
})
