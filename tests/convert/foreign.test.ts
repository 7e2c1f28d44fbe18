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

interface Outcome {
  readonly became: 'refused' | 'open' | 'converted'
  /** What must not be: a thing without a row, something left of the vendor, a note that can be published. */
  readonly flaws: readonly unknown[]
}

async function outcomeOf(xml: string): Promise<Outcome> {
  const result = await convertModel(xml)
  if (!result.ok) {
    const said = result.problems.some(({ severity, words, fix }) => severity === 'error' && words && fix)
    return { became: 'refused', flaws: said ? [] : ['refused without words'] }
  }
  const open = result.rows.some(({ outcome }) => outcome === 'unconverted')
  const { ok } = await compile(result.xml)
  const flaws = [
    ...vendorThings(xml).filter((thing) => !coveredBy(thing, result.rows, result.xml)),
    ...vendorThings(result.xml),
    ...(open && (ok || result.clean) ? ['something open can be published'] : []),
    ...(result.clean && !ok ? ['what is called clean cannot be published'] : []),
  ]
  return { became: open ? 'open' : 'converted', flaws }
}

const named = /"http:\/\/(camunda.org\/schema\/1.0|flowable.org\/bpmn|flowable.org\/modeler|activiti.org\/bpmn)/

it('drawings of others are converted or refused, and none is changed that names no other engine', async () => {
  expect(drawings.length).toBeGreaterThan(100)
  for (const file of drawings) {
    const xml = readFileSync(file, 'utf8')
    expect([file, (await outcomeOf(xml)).flaws]).toEqual([file, []])
    const result = await convertModel(xml)
    const changed = result.ok && !named.test(xml) && (result.xml !== xml || result.rows.length > 0)
    expect([file, changed]).toEqual([file, false])
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
      const { became, flaws } = await outcomeOf(all.reduce(withThing, xml))
      expect(flaws).toEqual([])
      seen.add(became)
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
        expect((await outcomeOf(text)).flaws).not.toContain('refused without words')
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
  expect(JSON.stringify(result).length).toBeLessThan(xml.length * 10)
})

it('a prefix of this engine that means something else in the file loses nothing', async () => {
  const prefixes =
    'xmlns:zeebe="http://flowable.org/bpmn" xmlns:lianban="http://example.org/other" xmlns:camunda="http://example.org/third"'
  const task = '<userTask id="t" zeebe:assignee="kermit" lianban:limit="5" camunda:colour="red"/>'
  const xml = `<definitions ${bpmn} ${prefixes} id="d"><process id="p" isExecutable="true">${task}</process></definitions>`
  const result = await convertModel(xml)
  if (!result.ok) throw new Error('Expected a model that can be read')
  expect(result.rows.map(({ element, outcome, from }) => [element, outcome, from])).toEqual([
    ['t', 'converted', 'kermit'],
    ['t', 'unconverted', '5'],
  ])
  expect(result.xml).toContain('camunda:colour="red"')
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
