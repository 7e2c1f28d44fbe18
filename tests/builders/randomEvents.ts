import fc from 'fast-check'
import { end, flow, line, model, serviceTask, start, userTask } from './bpmn.ts'

/** A sound process in which things happen: waits, races, borders that interrupt or not, handlers, jobs that fail. */
export type Happening =
  | { readonly kind: 'wait' | 'job' }
  | { readonly kind: 'catch'; readonly on: Waited }
  | { readonly kind: 'sequence' | 'parallel' | 'race'; readonly parts: readonly Happening[] }
  | {
      readonly kind: 'guarded' | 'handled'
      readonly inside: Happening
      readonly aside: Happening
      readonly on: Guard
      readonly interrupting: boolean
    }

type Waited = 'timer' | 'message' | 'signal' | 'conditional'
type Guard = Waited | 'error' | 'escalation'

const waited = fc.constantFrom<Waited>('timer', 'message', 'signal', 'conditional')
const guard = fc.constantFrom<Guard>('timer', 'message', 'signal', 'conditional', 'error', 'escalation')

export const happening: fc.Arbitrary<Happening> = fc.letrec<{ part: Happening }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Happening>({ kind: 'wait' }, { kind: 'job' }),
    fc.record({ kind: fc.constant('catch' as const), on: waited }),
    fc.record({
      kind: fc.constantFrom('sequence' as const, 'parallel' as const, 'race' as const),
      parts: fc.array(tie('part'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom('guarded' as const, 'handled' as const),
      inside: tie('part'),
      aside: tie('part'),
      on: guard,
      interrupting: fc.boolean(),
    }),
  ),
})).part

const definitions: Readonly<Record<Guard, string>> = {
  timer: '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
  message: '<bpmn:messageEventDefinition messageRef="m"/>',
  signal: '<bpmn:signalEventDefinition signalRef="g"/>',
  conditional:
    '<bpmn:conditionalEventDefinition><bpmn:condition>level &gt; 0</bpmn:condition></bpmn:conditionalEventDefinition>',
  error: '<bpmn:errorEventDefinition errorRef="f"/>',
  escalation: '<bpmn:escalationEventDefinition escalationRef="h"/>',
}

const caught = (id: string, on: Waited): string =>
  `<bpmn:intermediateCatchEvent id="${id}">${definitions[on]}</bpmn:intermediateCatchEvent>`

interface Drawn {
  readonly xml: string
  readonly first: string
  readonly last: string
}

const single = (id: string, xml: string): Drawn => ({ xml, first: id, last: id })

function draw(from: Happening, next: () => number): Drawn {
  const id = `n${next()}`
  switch (from.kind) {
    case 'wait':
      return single(id, userTask(id))
    case 'job':
      return single(id, serviceTask(id, 'work'))
    case 'catch':
      return single(id, caught(id, from.on))
    case 'sequence': {
      const drawn = from.parts.map((part) => draw(part, next))
      const joints = drawn.slice(1).map((part, index) => line(drawn[index]!.last, part.first))
      return {
        xml: drawn.map(({ xml }) => xml).join('') + joints.join(''),
        first: drawn[0]!.first,
        last: drawn.at(-1)!.last,
      }
    }
    case 'parallel': {
      const drawn = from.parts.map((part) => draw(part, next))
      const flows = drawn.map((part) => flow(`${id}f`, part.first) + flow(part.last, `${id}j`))
      const gates = `<bpmn:parallelGateway id="${id}f"/><bpmn:parallelGateway id="${id}j"/>`
      return { xml: gates + drawn.map(({ xml }) => xml).join('') + flows.join(''), first: `${id}f`, last: `${id}j` }
    }
    case 'race': {
      const kinds: readonly Waited[] = ['timer', 'message', 'signal']
      const drawn = from.parts.map((part, index) => {
        const event = `${id}c${index}`
        const after = draw(part, next)
        return (
          caught(event, kinds[index]!) +
          after.xml +
          flow(`${id}f`, event) +
          flow(event, after.first) +
          flow(after.last, `${id}j`)
        )
      })
      return {
        xml: `<bpmn:eventBasedGateway id="${id}f"/><bpmn:exclusiveGateway id="${id}j"/>${drawn.join('')}`,
        first: `${id}f`,
        last: `${id}j`,
      }
    }
    case 'guarded':
      return guarded(from, id, next)
    case 'handled':
      return handled(from, id, next)
  }
}

type Guarded = Extract<Happening, { kind: 'guarded' | 'handled' }>
// The standard has no error that does not interrupt.
const interrupts = ({ on, interrupting }: Guarded): boolean => interrupting || on === 'error'

/** A sub-process with an event on its border: the way aside meets the main one, or ends by itself. */
function guarded(from: Guarded, id: string, next: () => number): Drawn {
  const inside = draw(from.inside, next)
  const aside = draw(from.aside, next)
  const host = `<bpmn:subProcess id="${id}">${start(`${id}s`)}${inside.xml}${end(`${id}e`)}${line(`${id}s`, inside.first)}${line(inside.last, `${id}e`)}</bpmn:subProcess>`
  const border = `<bpmn:boundaryEvent id="${id}b" attachedToRef="${id}" cancelActivity="${interrupts(from)}">${definitions[from.on]}</bpmn:boundaryEvent>`
  const after = interrupts(from) ? flow(aside.last, `${id}j`) : end(`${id}x`) + flow(aside.last, `${id}x`)
  const merge = `<bpmn:exclusiveGateway id="${id}j"/>`
  return {
    xml: host + border + merge + aside.xml + flow(`${id}b`, aside.first) + after + flow(id, `${id}j`),
    first: id,
    last: `${id}j`,
  }
}

/** A sub-process with an event sub-process inside. */
function handled(from: Guarded, id: string, next: () => number): Drawn {
  const inside = draw(from.inside, next)
  const aside = draw(from.aside, next)
  const begin = `<bpmn:startEvent id="${id}hs" isInterrupting="${interrupts(from)}">${definitions[from.on]}</bpmn:startEvent>`
  const handler = `<bpmn:subProcess id="${id}h" triggeredByEvent="true">${begin}${aside.xml}${end(`${id}he`)}${line(`${id}hs`, aside.first)}${line(aside.last, `${id}he`)}</bpmn:subProcess>`
  return single(
    id,
    `<bpmn:subProcess id="${id}">${start(`${id}s`)}${inside.xml}${end(`${id}e`)}${line(`${id}s`, inside.first)}${line(inside.last, `${id}e`)}${handler}</bpmn:subProcess>`,
  )
}

const roots =
  '<bpmn:message id="m" name="m"/><bpmn:signal id="g" name="g"/><bpmn:error id="f" errorCode="E1"/><bpmn:escalation id="h" escalationCode="X1"/>'

export function happeningProcess(from: Happening): string {
  let count = 0
  const drawn = draw(from, () => count++)
  const body = [start(), drawn.xml, end(), line('start', drawn.first), line(drawn.last, 'end')]
  return model('random', ...body).replace('<bpmn:process', `${roots}<bpmn:process`)
}
