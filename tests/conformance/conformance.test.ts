import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check, readModel, writeModel } from '@lianban/engine'
import { describe, expect, it } from 'vitest'
import { findCases } from './find.ts'
import { lossesOf, playInterchange } from './interchange.ts'
import { playCase } from './play.ts'
import { playTestCases } from './tck/playTestCases.ts'

const { cases, drawings, testCases } = findCases(dirname(fileURLToPath(import.meta.url)))

it('has cases to play', () => expect(cases.length).toBeGreaterThan(40))

describe.each(cases)('$id', (found) => {
  it('runs as its case says', async () => {
    const played = await playCase(found)
    expect(played.length).toBeGreaterThan(0)
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([])
  })
})

describe.each(cases.filter(({ group }) => group === 'refused'))('$id', ({ id, folder }) => {
  it('is refused for the reason that its folder names', async () => {
    const code = id.split('/')[1]
    const problems = await check(readFileSync(join(folder, 'model.bpmn'), 'utf8'))
    expect(problems.map((problem) => problem.code)).toContain(code)
  })
})

describe('decisions', () => {
  it.each(testCases)('$id are decided as the test file says', async (found) => {
    const played = await playTestCases(found)
    expect(played.length).toBeGreaterThan(0)
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([])
  })

  it('has test files', () => expect(testCases.map(({ group }) => group)).toContain('decision/hitPolicies'))
})

describe('interchange', () => {
  it.each(drawings)('$id comes through reading and writing unharmed', async (drawing) => {
    const played = await playInterchange(drawing)
    expect(played.flatMap(({ differences }) => differences)).toEqual([])
  })

  it('has drawings', () => expect(drawings.map(({ id }) => id)).toContain('interchange/labels'))

  it('keeps references to what another file holds', async () => {
    const model = (content: string): string =>
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">${content}</definitions>`
    const operation = '<operation id="o" name="ask"><inMessageRef>other:question</inMessageRef></operation>'
    const { definitions } = await readModel(model(`<interface id="i" name="desk">${operation}</interface>`))
    const written = await writeModel(definitions!)
    expect(written).toContain('<inMessageRef>other:question</inMessageRef>')
    expect(await writeModel(definitions!)).toBe(written)
  })

  it('tells when something is lost', async () => {
    const unknown = '<process id="p"><startEvent id="s" colour="red"/><wish id="w"/></process>'
    const losses = await lossesOf(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">${unknown}</definitions>`,
    )
    expect(losses.map(({ what }) => what)).toContain('import')
  })
})
