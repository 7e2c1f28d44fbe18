import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, differences, type Graph } from '@lianban/engine'
import { checkout } from '../architecture/checkout.ts'
import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { block, processOf } from '../builders/randomProcess.ts'

async function graphOf(bpmn: string): Promise<Graph> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}
const drawn = (group: string, condition: string, more = ''): string =>
  model(
    'p',
    start(),
    '<bpmn:exclusiveGateway id="x" default="x_end"/>',
    userTask('a', group, more),
    end(),
    line('start', 'x', 'end'),
    flow('x', 'a', condition),
    line('a', 'end'),
  )

/** Values of the compiled model that a change of one of them must show; what the order of the file decides is left out. */
function* attributesOf(xml: string): Generator<[text: string, other: string]> {
  for (const match of xml.matchAll(/candidateGroups="[^"]*"/g)) yield [match[0], 'candidateGroups="other"']
  for (const match of xml.matchAll(/modulo\(choice \+ \d+, \d+\) = 0/g)) yield [match[0], 'choice = 77']
  for (const match of xml.matchAll(/loopCardinality>\d+</g)) yield [match[0], 'loopCardinality>9<']
  for (const match of xml.matchAll(/expression="=done \+ 1"/g)) yield [match[0], 'expression="=done + 2"']
  for (const match of xml.matchAll(/resultVariable="done"/g)) yield [match[0], 'resultVariable="other"']
}

describe('the difference between two versions', () => {
  it('names the field, with what it was and what it is', async () => {
    const [older, newer] = [await graphOf(drawn('window', '= x > 5')), await graphOf(drawn('planning', '= x > 6'))]
    expect(differences(older, newer)).toEqual([
      { element: 'a', name: 'a', what: 'changed', field: 'candidateGroups', before: 'window', after: 'planning' },
      { element: 'x_a', name: '', what: 'changed', field: 'condition', before: ' x > 5', after: ' x > 6' },
    ])
  })

  it('tells what is new and what is gone', async () => {
    const older = await graphOf(model('p', start(), userTask('a'), end(), line('start', 'a', 'end')))
    const newer = await graphOf(model('p', start(), userTask('b'), end(), line('start', 'b', 'end')))
    const found = differences(older, newer).map(({ element, what }) => `${element} ${what}`)
    expect(found).toEqual(expect.arrayContaining(['a removed', 'b added', 'start_a removed', 'start_b added']))
  })

  it('is none for the order of the file and for documentation', async () => {
    const one = drawn('window', '= x > 5')
    const documented = one.replace(
      '<bpmn:startEvent id="start"/>',
      '<bpmn:startEvent id="start"><bpmn:documentation>why</bpmn:documentation></bpmn:startEvent>',
    )
    expect(differences(await graphOf(one), await graphOf(documented))).toEqual([])
  })

  it('misses nothing that is changed anywhere, and finds nothing between equal drawings', async () => {
    await fc.assert(
      fc.asyncProperty(block, fc.nat(), async (from, pick) => {
        const xml = processOf(from)
        expect(differences(await graphOf(xml), await graphOf(xml))).toEqual([])
        const places = [...attributesOf(xml)]
        fc.pre(places.length > 0)
        const [text, other] = places[pick % places.length]!
        const changes = differences(await graphOf(xml), await graphOf(xml.replace(text, other)))
        expect(changes.filter(({ what }) => what === 'changed').length).toBeGreaterThan(0)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) },
    )
  })
})

describe('the command line', () => {
  const lianban = (...args: string[]) =>
    spawnSync(process.execPath, [join(checkout, 'server/bin/lianban.mjs'), ...args], {
      cwd: checkout,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: checkout },
    })
  const shipped = 'processes/joint-approval/process.bpmn'
  const faulty = 'tests/conformance/parallelGateway/join-that-cannot-complete/model.bpmn'

  it('checks files, and says by its exit code whether there is a problem', () => {
    expect(lianban('check', shipped)).toMatchObject({ stdout: expect.stringContaining('no problems'), status: 0 })
    const found = lianban('check', faulty, '--json')
    expect(found.status).toBe(1)
    const [file] = JSON.parse(found.stdout.slice(found.stdout.indexOf('['))) as { problems: object[] }[]
    expect(file!.problems).toMatchObject([{ code: 'deadlock', element: 'join' }])
    expect(lianban('check', 'nowhere.bpmn').stdout).toContain('cannot be read')
    expect(lianban('nothing').stderr).toContain('Expected a command')
  })

  it('compares two files', () => {
    expect(lianban('diff', shipped, shipped)).toMatchObject({ status: 0 })
    expect(lianban('diff', shipped, faulty)).toMatchObject({ status: 1 })
    expect(lianban('diff', shipped).status).toBe(2)
  })
})
