import fc from 'fast-check'
import { end, flow, line, model, serviceTask, start, userTask } from './bpmn.ts'

/**
 * A sound process in which things happen: waits, races, borders that interrupt or not, handlers, jobs that fail, countersigning,
 * parts that run once for each of several items, calls of another process. A part with an `id` keeps it when it is drawn again.
 */
export type Happening = { readonly id?: string } & Part
type Part =
  | { readonly kind: 'wait' | 'job' | 'call' }
  | { readonly kind: 'sign'; readonly copies: number; readonly sequential: boolean }
  | { readonly kind: 'each'; readonly inside: Happening; readonly copies: number; readonly sequential: boolean }
  | { readonly kind: 'catch'; readonly on: Waited; readonly hours?: number }
  | { readonly kind: 'sequence' | 'parallel' | 'race'; readonly parts: readonly Happening[] }
  | {
      readonly kind: 'guarded' | 'handled'
      readonly inside: Happening
      readonly aside: Happening
      readonly on: Guard
      readonly interrupting: boolean
      readonly hours?: number
    }

export type Waited = 'timer' | 'message' | 'signal' | 'conditional'
export type Guard = Waited | 'error' | 'escalation'

const waited = fc.constantFrom<Waited>('timer', 'message', 'signal', 'conditional')
const guard = fc.constantFrom<Guard>('timer', 'message', 'signal', 'conditional', 'error', 'escalation')

export const happening: fc.Arbitrary<Happening> = fc.letrec<{ part: Happening }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Happening>({ kind: 'wait' }, { kind: 'job' }, { kind: 'call' }),
    fc.record({ kind: fc.constant('catch' as const), on: waited }),
    fc.record({ kind: fc.constant('sign' as const), copies: fc.integer({ min: 1, max: 3 }), sequential: fc.boolean() }),
    fc.record({
      kind: fc.constant('each' as const),
      inside: tie('part'),
      copies: fc.integer({ min: 1, max: 2 }),
      sequential: fc.boolean(),
    }),
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

const definitions: Readonly<Record<Exclude<Guard, 'timer'>, string>> = {
  message: '<bpmn:messageEventDefinition messageRef="m"/>',
  signal: '<bpmn:signalEventDefinition signalRef="g"/>',
  conditional:
    '<bpmn:conditionalEventDefinition><bpmn:condition>level &gt; 0</bpmn:condition></bpmn:conditionalEventDefinition>',
  error: '<bpmn:errorEventDefinition errorRef="f"/>',
  escalation: '<bpmn:escalationEventDefinition escalationRef="h"/>',
}

const definition = (on: Guard, hours = 1): string =>
  on === 'timer'
    ? `<bpmn:timerEventDefinition><bpmn:timeDuration>PT${hours}H</bpmn:timeDuration></bpmn:timerEventDefinition>`
    : definitions[on]

const caught = (id: string, on: Waited, hours?: number): string =>
  `<bpmn:intermediateCatchEvent id="${id}">${definition(on, hours)}</bpmn:intermediateCatchEvent>`

const copied = (xml: string, copies: number, sequential: boolean): string =>
  xml.replace(
    />/,
    `><bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:loopCardinality>${copies}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`,
  )

interface Drawn {
  readonly xml: string
  readonly first: string
  readonly last: string
}

const single = (id: string, xml: string): Drawn => ({ xml, first: id, last: id })

function draw(from: Happening, next: () => number): Drawn {
  const id = from.id ?? `n${next()}`
  switch (from.kind) {
    case 'wait':
      return single(id, userTask(id))
    case 'sign': {
      // The standard asks for the loop behind the extension elements.
      const loop = copied('<loop>', from.copies, from.sequential).slice('<loop>'.length)
      return single(id, userTask(id).replace('</bpmn:userTask>', `${loop}</bpmn:userTask>`))
    }
    case 'each': {
      const inside = draw(from.inside, next)
      return single(id, copied(subProcess(id, inside), from.copies, from.sequential))
    }
    case 'call':
      return single(
        id,
        `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="child" propagateAllChildVariables="false"/></bpmn:extensionElements></bpmn:callActivity>`,
      )
    case 'job':
      return single(id, serviceTask(id, 'work'))
    case 'catch':
      return single(id, caught(id, from.on, from.hours))
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
  const host = subProcess(id, inside)
  const border = `<bpmn:boundaryEvent id="${id}b" attachedToRef="${id}" cancelActivity="${interrupts(from)}">${definition(from.on, from.hours)}</bpmn:boundaryEvent>`
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
  const begin = `<bpmn:startEvent id="${id}hs" isInterrupting="${interrupts(from)}">${definition(from.on, from.hours)}</bpmn:startEvent>`
  const handler = `<bpmn:subProcess id="${id}h" triggeredByEvent="true">${begin}${aside.xml}${end(`${id}he`)}${line(`${id}hs`, aside.first)}${line(aside.last, `${id}he`)}</bpmn:subProcess>`
  return single(id, subProcess(id, inside, handler))
}

const subProcess = (id: string, inside: Drawn, more = ''): string =>
  `<bpmn:subProcess id="${id}">${start(`${id}s`)}${inside.xml}${end(`${id}e`)}${line(`${id}s`, inside.first)}${line(inside.last, `${id}e`)}${more}</bpmn:subProcess>`

/** Every part with an id of its own, in the order of the drawing. */
export function identified(from: Happening, next: () => number = counter()): Happening {
  const id = from.id ?? `n${next()}`
  return withInner({ ...from, id }, (inner) => identified(inner, next))
}

export function withInner(from: Happening, change: (inner: Happening) => Happening): Happening {
  if ('parts' in from) return { ...from, parts: from.parts.map(change) }
  if ('aside' in from) return { ...from, inside: change(from.inside), aside: change(from.aside) }
  return 'inside' in from ? { ...from, inside: change(from.inside) } : from
}

function counter(): () => number {
  let count = 0
  return () => count++
}

const roots =
  '<bpmn:message id="m" name="m"/><bpmn:signal id="g" name="g"/><bpmn:error id="f" errorCode="E1"/><bpmn:escalation id="h" escalationCode="X1"/>'

export function happeningProcess(from: Happening): string {
  const drawn = draw(from, counter())
  const body = [start(), drawn.xml, end(), line('start', drawn.first), line(drawn.last, 'end')]
  return model('random', ...body).replace('<bpmn:process', `${roots}<bpmn:process`)
}
