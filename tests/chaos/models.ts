import {
  boundaryTimer,
  cycle,
  duration,
  end,
  line,
  flow,
  model,
  serviceTask,
  start,
  userTask,
} from '../builders/bpmn.ts'

const gateway = (id: string): string => `<bpmn:parallelGateway id="${id}"/>`
const message = (id: string, name: string): string =>
  `<bpmn:message id="${id}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=no"/></bpmn:extensionElements></bpmn:message>`
const withMessage = (bpmn: string, ...messages: string[]): string =>
  bpmn.replace('</bpmn:definitions>', `${messages.join('')}</bpmn:definitions>`)

/** Two departments at once, reminders on the way, then a printed certificate. */
const approve = model(
  'approve',
  start(),
  gateway('fork'),
  userTask('look', 'eco'),
  boundaryTimer('remind', 'look', duration('PT1H'), { interrupting: false }),
  end('reminded'),
  userTask('sign', 'lead'),
  boundaryTimer('again', 'sign', cycle('R3/PT20M'), { interrupting: false }),
  end('remindedAgain'),
  gateway('join'),
  serviceTask('print', 'print', '3'),
  end(),
  line('start', 'fork', 'look', 'join', 'print', 'end'),
  line('fork', 'sign', 'join'),
  flow('remind', 'reminded'),
  flow('again', 'remindedAgain'),
)

/** Waits for a payment, which may come before it waits. */
const pay = withMessage(
  model('pay', start(), '<bpmn:receiveTask id="wait" messageRef="paid"/>', end(), line('start', 'wait', 'end')),
  message('paid', 'paid'),
)

/** Waits for a time, then for a worker. */
const tick = model(
  'tick',
  start(),
  `<bpmn:intermediateCatchEvent id="later">${duration('PT30M')}</bpmn:intermediateCatchEvent>`,
  serviceTask('work', 'work', '3'),
  end(),
  line('start', 'later', 'work', 'end'),
)

/** Calls another process and waits for it. */
const parent = model(
  'parent',
  start(),
  '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="child" propagateAllChildVariables="false"/></bpmn:extensionElements></bpmn:callActivity>',
  end(),
  line('start', 'call', 'end'),
)
const child = model('child', start(), userTask('help', 'eco'), end(), line('start', 'help', 'end'))

export const models: readonly string[] = [approve, pay, tick, child, parent]
export const processes = ['approve', 'approve', 'pay', 'tick', 'parent'] as const
