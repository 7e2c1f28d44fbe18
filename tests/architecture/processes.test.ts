import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, compileFeel } from '@lianban/engine'
import { compileDecisions, elementOf } from '@lianban/engine/decision'
import { readSchema } from '@lianban/forms'
import type { DocumentTemplate } from '@lianban/server/contract'
import { describe, expect, test } from 'vitest'
import { checkout } from './checkout.ts'

const processes = join(checkout, 'processes')
const folders = readdirSync(processes, { withFileTypes: true }).filter((entry) => entry.isDirectory())

const stems = (folder: string, extension: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(extension))
        .map((file) => file.slice(0, -extension.length))
        .toSorted()
    : []

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] as string)
const distinct = (values: string[]): string[] => [...new Set(values)].toSorted()

/** What of an expression would not compile, in words. */
const trouble = (source: string): string[] => {
  const compiled = compileFeel(source.trim().replace(/^=/, ''))
  return compiled.ok ? [] : [`${source}: ${compiled.trouble}`]
}

describe.each(folders.map((entry) => entry.name))('process folder %s', (name) => {
  const folder = join(processes, name)
  const bpmn = readFileSync(join(folder, 'process.bpmn'), 'utf8')

  test('its drawing can be published', async () => {
    expect(await check(bpmn)).toEqual([])
  })

  test('every element and flow is drawn', () => {
    const drawable = /<bpmn:(?:\w*(?:Event|Task|Gateway)|subProcess|sequenceFlow|callActivity)\s[^>]*?\bid="([^"]+)"/g
    const drawn = all(bpmn, /<bpmndi:BPMN(?:Shape|Edge)\s[^>]*?\bbpmnElement="([^"]+)"/g)
    expect(drawn.toSorted()).toEqual(all(bpmn, drawable).toSorted())
  })

  test('every element has a Chinese and an English name', () => {
    const elements =
      /<bpmn:(?:\w*(?:Event|Task|Gateway)|subProcess|process)\s[^>]*?\bid="([^"]+)"([^>]*)>([^]*?)<\/bpmn:extensionElements>/g
    const unnamed = [...bpmn.matchAll(elements)]
      .filter(
        ([, , attributes, inside]) =>
          !/\bname="[^"]*\p{Script=Han}/u.test(attributes!) || !inside!.includes('"name.en"'),
      )
      .map((match) => match[1])
    expect(unnamed).toEqual([])
  })

  test('it uses exactly the forms and documents that lie beside it', () => {
    const used = distinct(all(bpmn, /<zeebe:formDefinition formId="([^"]+)"/g))
    expect(used).toEqual(stems(join(folder, 'forms'), '.form'))
    const issued = distinct(all(bpmn, /<zeebe:header key="template" value="([^"]+)"/g))
    expect(issued).toEqual(stems(join(folder, 'documents'), '.json'))
  })

  test('its decisions compile, and its tasks call what is there', async () => {
    const decisions = stems(join(folder, 'decisions'), '.dmn')
    const files = decisions.map((stem) => readFileSync(join(folder, 'decisions', `${stem}.dmn`), 'utf8'))
    const { model, problems } = await compileDecisions(files)
    expect(problems).toEqual([])
    const called = all(bpmn, /<zeebe:calledDecision decisionId="([^"]+)"/g)
    expect(called.filter((id) => !elementOf(model, id))).toEqual([])
    expect(decisions.length > 0).toBe(called.length > 0)
  })

  test.each(stems(join(folder, 'forms'), '.form'))('form %s can be read, under its own id', (id) => {
    const read = readSchema(JSON.parse(readFileSync(join(folder, 'forms', `${id}.form`), 'utf8')))
    expect(read).toMatchObject({ schema: { id } })
  })

  test.each(stems(join(folder, 'documents'), '.json'))('document %s has expressions that compile', (id) => {
    const template = JSON.parse(readFileSync(join(folder, 'documents', `${id}.json`), 'utf8')) as DocumentTemplate
    const sources = template.body.flatMap(({ text, when }) => [
      ...all(text, /\{\{(.+?)\}\}/gs),
      ...(when ? [when] : []),
    ])
    expect(sources.flatMap(trouble)).toEqual([])
    expect(template.body.length).toBeGreaterThan(0)
  })

  test('it holds data only', () => {
    const known = new Set(['.bpmn', '.dmn', '.form', '.json', '.md'])
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map((file) => file.name).filter((file) => !known.has(file.slice(file.lastIndexOf('.'))))).toEqual([])
  })
})
