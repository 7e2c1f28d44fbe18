import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSoundness, compile, playWay, runProblems, type Deed, type Fault, type Graph } from '@lianban/engine'
import { checkout } from '../architecture/checkout.ts'
import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { mutations } from '../builders/mutations.ts'
import { block, processOf } from '../builders/randomProcess.ts'

async function graphOf(bpmn: string): Promise<Graph> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}
const gate = (kind: string, id: string, more = ''): string => `<bpmn:${kind} id="${id}"${more}/>`
const faultsOf = (graph: Graph): string[] =>
  checkSoundness(graph).faults.map(({ code, element }) => `${code} ${element}`)

/** Played on the engine, the way ends in what the fault says. */
function shows(graph: Graph, { code, element, way }: Fault): boolean {
  const { state, events, stuckAt } = playWay(graph, way, { done: 0 })
  if (stuckAt) return false
  const entered = events.filter((event) => event.type === 'elementEntered' && event.element === element).length
  const parked = [...state.instances.values()].some(({ parked: waiting }) => waiting?.[element])
  if (code === 'deadlock') return parked && state.status === 'active'
  if (code === 'no-way-out') return [...state.instances.values()].some(({ incident }) => incident?.code === 'no-flow')
  return entered > 1 || parked
}

describe('the soundness of a drawing', () => {
  it('names the join at which a case stands still, and the shortest way there', async () => {
    const graph = await graphOf(
      model(
        'p',
        start(),
        gate('exclusiveGateway', 'x', ' default="x_b"'),
        userTask('a'),
        userTask('b'),
        gate('parallelGateway', 'j'),
        end(),
        line('start', 'x'),
        flow('x', 'a', '= amount > 5'),
        line('x', 'b', 'j', 'end'),
        line('a', 'j'),
      ),
    )
    const [fault] = checkSoundness(graph).faults
    expect(fault).toMatchObject({
      code: 'deadlock',
      element: 'j',
      way: [{ do: 'start', element: 'start' }, { do: 'complete' }],
    })
    expect(shows(graph, fault!)).toBe(true)
  })

  it('offers the change that removes the fault', async () => {
    const graph = await graphOf(
      model(
        'p',
        start(),
        gate('parallelGateway', 'f'),
        userTask('a'),
        userTask('b'),
        gate('exclusiveGateway', 'j'),
        userTask('c'),
        end(),
        line('start', 'f', 'a', 'j', 'c', 'end'),
        line('f', 'b', 'j'),
      ),
    )
    const [problem] = runProblems(graph).problems
    expect(problem).toMatchObject({
      code: 'not-synchronised',
      element: 'c',
      severity: 'warning',
      edit: { element: 'j', replaceBy: 'parallelGateway' },
    })
  })

  it('keeps answers that contradict each other apart', async () => {
    const conditions = (one: string, other: string) =>
      model(
        'p',
        start(),
        gate('exclusiveGateway', 'x'),
        userTask('a'),
        userTask('b'),
        end('e1'),
        end('e2'),
        line('start', 'x'),
        flow('x', 'a', one),
        flow('x', 'b', other),
        line('a', 'e1'),
        line('b', 'e2'),
      )
    expect(faultsOf(await graphOf(conditions('= n > 5', '= n <= 5')))).toEqual([])
    expect(faultsOf(await graphOf(conditions('= n > 5', '= n < 5')))).toEqual(['no-way-out x'])
    expect(faultsOf(await graphOf(conditions('= n > 5', '= n > 7')))).toContain('no-way-out x')
    expect(faultsOf(await graphOf(conditions('= n > 5 or n <= 5', '= n = 1')))).toEqual(['dead-element b'])
    expect(faultsOf(await graphOf(conditions('= a.b > c', '= a.b <= c')))).toEqual([])
  })

  describe('holds answers until somebody may have changed what they are about', () => {
    /** Right only because both gateways ask the same: a case that was forked is joined, another is not. */
    const correlated = (between: string, beside = ''): string =>
      model(
        'p',
        start(),
        gate('exclusiveGateway', 'g1', ' default="g1_m"'),
        gate('parallelGateway', 'f'),
        gate('exclusiveGateway', 'm'),
        between,
        gate('exclusiveGateway', 'g2', ' default="g2_e"'),
        gate('parallelGateway', 'j'),
        end(),
        end('e'),
        line('start', 'g1', 'm'),
        flow('g1', 'f', '= fire = true'),
        beside === '' ? line('f', 'j') : beside + line('f', 'd', 'j'),
        line('f', 'm', 'b', 'g2', 'e'),
        flow('g2', 'j', '= fire = true'),
        line('j', 'end'),
      )
    const form = (id: string): string => userTask(id, 'window', '<zeebe:formDefinition formId="review"/>')
    const faults = async (bpmn: string, fields: readonly string[]): Promise<string[]> => {
      const { faults: found } = checkSoundness(await graphOf(bpmn), undefined, { forms: { review: fields } })
      return found.map(({ code, element }) => `${code} ${element}`)
    }

    it('over a step whose form sets something else', async () => {
      expect(await faults(correlated(form('b')), ['opinion'])).toEqual([])
      expect(await faults(correlated('<bpmn:task id="b"/>'), [])).toEqual([])
    })

    it('but not over a step whose form sets it, or whose results nobody knows', async () => {
      expect(await faults(correlated(form('b')), ['fire'])).toEqual(['deadlock j'])
      expect(await faults(correlated(userTask('b')), [])).toEqual(['deadlock j'])
    })

    it('nor beside a branch in which it may be set meanwhile', async () => {
      expect(await faults(correlated('<bpmn:task id="b"/>', form('d')), ['opinion'])).toEqual([])
      expect(await faults(correlated('<bpmn:task id="b"/>', form('d')), ['fire'])).toEqual(['deadlock j'])
    })
  })

  it('sees a round that adds tokens, one that never ends and one that never waits', async () => {
    const growing = model(
      'p',
      start(),
      gate('exclusiveGateway', 'm'),
      gate('parallelGateway', 'f'),
      userTask('a'),
      userTask('b'),
      end(),
      line('start', 'm', 'f', 'a', 'm'),
      line('f', 'b', 'end'),
    )
    expect(checkSoundness(await graphOf(growing)).faults.map(({ code }) => code)).toContain('token-growth')
    const endless = model(
      'p',
      start(),
      gate('exclusiveGateway', 'm'),
      userTask('a'),
      gate('exclusiveGateway', 'x', ' default="x_m"'),
      end(),
      line('start', 'm', 'a', 'x', 'm'),
      flow('x', 'end', '= false'),
    )
    expect(checkSoundness(await graphOf(endless)).faults.map(({ code }) => code)).toEqual(['never-ends'])
    const turning = model(
      'p',
      start(),
      gate('exclusiveGateway', 'm'),
      '<bpmn:task id="a"/>',
      gate('exclusiveGateway', 'x', ' default="x_m"'),
      end(),
      line('start', 'm', 'a', 'x', 'm'),
      flow('x', 'end', '= done'),
    )
    expect(faultsOf(await graphOf(turning))).toEqual(['endless-loop m'])
  })

  it('finds nothing in the processes that are shipped', async () => {
    for (const name of readdirSync(join(checkout, 'processes'))) {
      const graph = await graphOf(readFileSync(join(checkout, 'processes', name, 'process.bpmn'), 'utf8'))
      expect([name, checkSoundness(graph)]).toMatchObject([name, { decided: true, faults: [] }])
    }
  })

  const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) }

  it('finds nothing in any sound drawing', async () => {
    await fc.assert(
      fc.asyncProperty(block, async (drawn) => {
        const { decided, faults } = checkSoundness(await graphOf(processOf(drawn)))
        expect(decided).toBe(true)
        expect(faults.filter(({ code }) => code !== 'dead-element')).toEqual([])
      }),
      runs,
    )
  })
})

/** The first hundred broken drawings, in turn by every mutation. */
async function broken(count: number): Promise<{ name: string; xml: string }[]> {
  const found: { name: string; xml: string }[] = []
  for (let seed = 1; found.length < count; seed++) {
    const [drawn] = fc.sample(block, { seed, numRuns: 1 })
    const original = processOf(drawn!)
    // Nothing at all is found in the originals, not even a part that no case reaches.
    if (faultsOf(await graphOf(original)).length > 0) continue
    const mutation = mutations[found.length % mutations.length]!
    const places = mutation.apply(original)
    if (places.length > 0) found.push({ name: mutation.name, xml: places[seed % places.length]! })
  }
  return found
}

describe('a hundred seeded faults', () => {
  it('are found, at least 99 of them, and their ways really lead there', async () => {
    const missed: string[] = []
    for (const { name, xml } of await broken(100)) {
      const compiled = await compile(xml)
      if (!compiled.ok) continue
      const { faults } = checkSoundness(compiled.graphs[0]!)
      if (faults.length === 0) missed.push(`${name}: ${xml.slice(xml.indexOf('<bpmn:process'))}`)
      for (const fault of faults.filter(
        ({ way }) => way.length > 0 && way.every(({ assumed }) => assumed.length === 0),
      ))
        expect([name, fault, shows(compiled.graphs[0]!, fault)]).toEqual([name, fault, true])
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(1)
  })

  it('are gone once the offered change is made in the drawing', async () => {
    let made = 0
    for (const { name, xml } of await broken(60)) {
      const compiled = await compile(xml)
      if (!compiled.ok) continue
      for (const { code, element, edit } of runProblems(compiled.graphs[0]!).problems) {
        if (!edit) continue
        const gatewayTag = new RegExp(`<bpmn:\\w+Gateway id="${edit.element}"`)
        const mended = await graphOf(xml.replace(gatewayTag, `<bpmn:${edit.replaceBy} id="${edit.element}"`))
        expect([name, faultsOf(mended)]).not.toEqual([name, expect.arrayContaining([`${code} ${element}`])])
        made++
      }
    }
    expect(made).toBeGreaterThan(20)
  })
})

/** A case whose data nobody changes stands still, or finds no way out. */
function goesWrong(graph: Graph, choice: number): boolean {
  const begin: Deed = { do: 'start', element: '', variables: { choice, done: 0 }, assumed: [] }
  const { state } = playWay(graph, [begin])
  const instances = [...state.instances.values()]
  if (instances.some(({ incident }) => incident?.code === 'no-flow')) return true
  const resting = instances.flatMap(({ parked = {} }) => Object.values(parked))
  return state.status === 'active' && resting.length > 0 && instances.every(({ incident }) => !incident)
}

describe('a case with the same data from beginning to end', () => {
  it('never goes wrong in a drawing in which nothing was found', async () => {
    let wrong = 0
    for (let seed = 1; seed <= 400; seed++) {
      const [drawn] = fc.sample(block, { seed, numRuns: 1 })
      // Steps that run by themselves change nothing, so that answers are held all the way.
      const original = processOf(drawn!).replaceAll(
        /<bpmn:userTask id="(n\d+)">.*?<\/bpmn:userTask>/g,
        '<bpmn:task id="$1"/>',
      )
      const places = mutations[seed % mutations.length]!.apply(original)
      const compiled = await compile(places[seed % Math.max(1, places.length)] ?? original)
      if (!compiled.ok) continue
      const [graph] = compiled.graphs as [Graph]
      const found = faultsOf(graph).length > 0
      const shown = Array.from({ length: 24 }, (_, choice) => choice).filter((choice) => goesWrong(graph, choice))
      if (shown.length > 0) wrong++
      expect([seed, found || shown.length === 0]).toEqual([seed, true])
    }
    expect(wrong).toBeGreaterThan(10)
  })
})
