/** Where an event may stand, and what BPMN 2.0.2 (table 10.93) allows there. `around` draws a model with the event `event` in it. */
export interface Position {
  readonly words: string
  readonly standard: readonly string[]
  around(definitions: string, trigger: string): string
}

const always = ['message', 'timer', 'conditional', 'signal', 'multiple', 'parallel multiple']

export const definitionOf: Readonly<Record<string, string>> = {
  none: '',
  message: '<messageEventDefinition id="d1" messageRef="m"/>',
  timer: '<timerEventDefinition id="d2"><timeDuration>PT1H</timeDuration></timerEventDefinition>',
  conditional: '<conditionalEventDefinition id="d3"><condition>=paid</condition></conditionalEventDefinition>',
  signal: '<signalEventDefinition id="d4" signalRef="g"/>',
  error: '<errorEventDefinition id="d5" errorRef="f"/>',
  escalation: '<escalationEventDefinition id="d6" escalationRef="h"/>',
  compensation: '<compensateEventDefinition id="d7"/>',
  cancel: '<cancelEventDefinition id="d8"/>',
  link: '<linkEventDefinition id="d9" name="on"/>',
  terminate: '<terminateEventDefinition id="d10"/>',
}

export const triggers = [...Object.keys(definitionOf), 'multiple', 'parallel multiple']

export const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`
const start = (id = 's'): string => `<startEvent id="${id}"/>`
const end = (id = 'e'): string => `<endEvent id="${id}"/>`
const parallel = (trigger: string): string => (trigger === 'parallel multiple' ? 'parallelMultiple="true"' : '')

const handler = (definitions: string, trigger: string, interrupting: boolean): string =>
  `${start()}<subProcess id="sub">${start('s2')}${end('e2')}${flow('s2', 'e2')}
    <subProcess id="handler" triggeredByEvent="true">
      <startEvent id="event" isInterrupting="${interrupting}" ${parallel(trigger)}>${definitions}</startEvent>
      ${end('e3')}${flow('event', 'e3')}
    </subProcess></subProcess>${end()}${flow('s', 'sub')}${flow('sub', 'e')}`

const boundary = (definitions: string, trigger: string, interrupting: boolean): string =>
  `${start()}<transaction id="host">${start('s2')}${end('e2')}${flow('s2', 'e2')}</transaction>${end()}${flow('s', 'host')}${flow('host', 'e')}
    <boundaryEvent id="event" attachedToRef="host" cancelActivity="${interrupting}" ${parallel(trigger)}>${definitions}</boundaryEvent>
    ${
      trigger === 'compensation'
        ? '<task id="undo" isForCompensation="true"/><association id="a" associationDirection="One" sourceRef="event" targetRef="undo"/>'
        : `${end('e4')}${flow('event', 'e4')}`
    }`

export const positions: readonly Position[] = [
  {
    words: 'start of a process',
    standard: ['none', ...always],
    around: (definitions, trigger) =>
      `<startEvent id="event" ${parallel(trigger)}>${definitions}</startEvent>${end()}${flow('event', 'e')}`,
  },
  {
    words: 'start of a sub-process',
    standard: ['none'],
    around: (definitions, trigger) =>
      `${start()}<subProcess id="sub"><startEvent id="event" ${parallel(trigger)}>${definitions}</startEvent>
        ${end('e2')}${flow('event', 'e2')}</subProcess>${end()}${flow('s', 'sub')}${flow('sub', 'e')}`,
  },
  {
    words: 'start of an event sub-process, interrupting',
    standard: [...always, 'error', 'escalation', 'compensation'],
    around: (definitions, trigger) => handler(definitions, trigger, true),
  },
  {
    words: 'the same, not interrupting',
    standard: [...always, 'escalation'],
    around: (definitions, trigger) => handler(definitions, trigger, false),
  },
  {
    words: 'intermediate, catching',
    standard: [...always, 'link'],
    around(definitions, trigger) {
      const event = `<intermediateCatchEvent id="event" ${parallel(trigger)}>${definitions}</intermediateCatchEvent>`
      const before =
        trigger === 'link'
          ? `<intermediateThrowEvent id="jump">${definitions.replace('d9', 'd11')}</intermediateThrowEvent>${flow('s', 'jump')}`
          : flow('s', 'event')
      return `${start()}${event}${end()}${before}${flow('event', 'e')}`
    },
  },
  {
    words: 'intermediate, throwing',
    standard: ['none', 'message', 'signal', 'escalation', 'compensation', 'link', 'multiple'],
    around(definitions, trigger) {
      const event = `<intermediateThrowEvent id="event" ${parallel(trigger)}>${definitions}</intermediateThrowEvent>`
      const after =
        trigger === 'link'
          ? `<intermediateCatchEvent id="land">${definitions.replace('d9', 'd11')}</intermediateCatchEvent>${flow('land', 'e')}`
          : flow('event', 'e')
      return `${start()}${event}${end()}${flow('s', 'event')}${after}`
    },
  },
  {
    words: 'boundary, interrupting',
    standard: [...always, 'error', 'escalation', 'cancel', 'compensation'],
    around: (definitions, trigger) => boundary(definitions, trigger, true),
  },
  {
    words: 'boundary, not interrupting',
    standard: [...always, 'escalation'],
    around: (definitions, trigger) => boundary(definitions, trigger, false),
  },
  {
    words: 'end',
    standard: ['none', 'message', 'signal', 'error', 'escalation', 'cancel', 'compensation', 'terminate', 'multiple'],
    around: (definitions, trigger) =>
      `${start()}<transaction id="sub">${start('s2')}<endEvent id="event" ${parallel(trigger)}>${definitions}</endEvent>${flow('s2', 'event')}</transaction>
        ${end()}${flow('s', 'sub')}${flow('sub', 'e')}`,
  },
]
