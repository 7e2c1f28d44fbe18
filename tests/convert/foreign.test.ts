import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compile } from '@lianban/engine'
import { convertModel, deepestModel } from '@lianban/engine/convert'
import { checkout } from '../architecture/checkout.ts'
import { coveredBy } from './covered.ts'
import { models } from './model.ts'
import { vendorThings } from './things.ts'
import { withThing, type Insertion } from './insert.ts'

/** Drawings of others: those of the conformance tests, and of the folders that `MODELS` names. */
const folders = [join(checkout, 'tests/conformance'), ...(process.env['MODELS']?.split(':') ?? [])]
const drawings = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => join(folder, file)),
)

/** Converts, or says why not; nothing of the vendors is lost, and nothing open can be published. */
async function soundly(xml: string): Promise<string> {
  const result = await convertModel(xml)
  if (!result.ok) {
    expect(result.problems.filter(({ severity, words, fix }) => severity === 'error' && words && fix)).not.toEqual([])
    return 'refused'
  }
  expect(vendorThings(xml).filter((thing) => !coveredBy(thing, result.rows))).toEqual([])
  expect(vendorThings(result.xml)).toEqual([])
  const open = result.rows.some(({ outcome }) => outcome === 'unconverted')
  const { ok } = await compile(result.xml)
  if (open) expect([ok, result.clean]).toEqual([false, false])
  if (result.clean) expect(ok).toBe(true)
  return open ? 'open' : 'converted'
}

it('drawings of others are converted or refused, and none is changed that names no other engine', async () => {
  expect(drawings.length).toBeGreaterThan(100)
  for (const file of drawings) {
    const xml = readFileSync(file, 'utf8')
    await soundly(xml)
    const result = await convertModel(xml)
    if (
      result.ok &&
      vendorThings(xml).length === 0 &&
      !/"http:\/\/(camunda.org\/schema\/1.0|flowable|activiti)/.test(xml)
    )
      expect([file, result.xml === xml, result.rows]).toEqual([file, true, []])
  }
})

const insertions = fc.array(
  fc.record<Insertion>({
    at: fc.nat(),
    vendor: fc.constantFrom('camunda', 'flowable', 'activiti'),
    name: fc.constantFrom('assignee', 'class', 'type', 'collection', 'taskListener', 'in', 'field', 'formKey', 'formProperty', 'inputOutput', 'failedJobRetryTimeCycle', 'resultVariable', 'zebra', 'errorCodeVariable', 'properties'), // prettier-ignore
    value: fc.constantFrom('', 'x', '${a}', '${a.b(1)}', '=x', 'R3/PT1M', '"<&>'),
    as: fc.constantFrom('attribute', 'element', 'child'),
  }),
  { minLength: 1, maxLength: 4 },
)

it('whatever an engine says anywhere in a model has a row', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...models), insertions, async ({ xml }, all) => {
      seen.add(await soundly(all.reduce(withThing, xml)))
    }),
    { numRuns: 300 },
  )
  expect(seen).toContain('open')
})

it('a file that is cut, garbled or no XML at all is converted or refused', async () => {
  const files = fc.constantFrom(...models)
  await fc.assert(
    fc.asyncProperty(files, fc.nat(), fc.nat(), fc.string({ maxLength: 20 }), async ({ xml }, at, length, other) => {
      const from = at % xml.length
      const garbled = xml.slice(0, from) + other + xml.slice(from + (length % 40))
      for (const text of [xml.slice(0, from), garbled]) {
        const result = await convertModel(text)
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (text) => {
      expect(await convertModel(`${text}http://flowable.org/bpmn`)).toMatchObject({ ok: false })
    }),
    { numRuns: 200 },
  )
})

const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
const bpmn = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'

it('a document type definition is not followed', async () => {
  const lol = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  const head = `<!DOCTYPE definitions [<!ENTITY l0 "lol">${lol}<!ENTITY file SYSTEM "file:///etc/hostname">]>`
  const xml = `${head}<definitions ${bpmn} ${camunda} id="d"><process id="p" isExecutable="true" name="&file;"><task id="t" camunda:zebra="&l20;" /></process></definitions>`
  const result = await convertModel(xml)
  if (result.ok) expect(result.xml.length).toBeLessThan(xml.length * 3)
  expect(JSON.stringify(result).length).toBeLessThan(xml.length * 10)
})

it.each([deepestModel, 5000, 100_000])('a model that is nested %i deep is refused', async (depth) => {
  const open = '<subProcess camunda:async="true">'.repeat(depth)
  const deep = `<definitions ${bpmn} ${camunda} id="d"><process id="p">${open}${'</subProcess>'.repeat(depth)}</process></definitions>`
  expect(await convertModel(deep)).toMatchObject({ ok: false, problems: [{ code: 'xml-malformed' }] })
})

it('extensions that are nested deep are refused too', async () => {
  const inside = '<camunda:list>'.repeat(5000) + '</camunda:list>'.repeat(5000)
  const deep = `<definitions ${bpmn} ${camunda} id="d"><process id="p"><extensionElements>${inside}</extensionElements></process></definitions>`
  expect(await convertModel(deep)).toMatchObject({ ok: false, problems: [{ code: 'xml-malformed' }] })
})
