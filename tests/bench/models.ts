import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'

/** A shape that both engines run; conditions are written in each one's own language. */
export interface Shape {
  readonly name: string
  readonly bpmn: string
  /** Where the peer needs other words for a condition. */
  readonly peer?: string
  /** Instances a round: ours, the peer's. */
  readonly counts: readonly [number, number]
  /** Is the state saved and read again at every step? */
  readonly saved?: boolean
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `t${index}`)
const tasks = (count: number): string =>
  names(count)
    .map((id) => `<bpmn:task id="${id}"/>`)
    .join('')

const sequence = (count: number): string =>
  model(`sequence${count}`, start(), tasks(count), end(), line('start', ...names(count), 'end'))

const choice = (condition: string): string =>
  model(
    'choice',
    start(),
    '<bpmn:exclusiveGateway id="x" default="x_t1"/>',
    tasks(2),
    end(),
    line('start', 'x'),
    flow('x', 't0', condition),
    flow('x', 't1'),
    line('t0', 'end'),
    line('t1', 'end'),
  )

const fork = (count: number, inside: string): string =>
  [
    '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>',
    inside,
    ...names(count).map((id) => line('fork', id, 'join')),
  ].join('')

const repeated =
  '<bpmn:task id="t"><bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:loopCardinality>10</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>'

const approval = model(
  'approval',
  start(),
  userTask('apply'),
  fork(
    3,
    names(3)
      .map((id) => userTask(id))
      .join(''),
  ),
  userTask('decide'),
  end(),
  line('start', 'apply', 'fork'),
  line('join', 'decide', 'end'),
)

export const shapes: readonly Shape[] = [
  { name: 'sequence of 1', bpmn: sequence(1), counts: [10_000, 200] },
  { name: 'sequence of 10', bpmn: sequence(10), counts: [5_000, 100] },
  { name: 'sequence of 100', bpmn: sequence(100), counts: [500, 12] },
  {
    name: 'exclusive choice',
    bpmn: choice('= n > 5'),
    peer: choice('${environment.variables.big}'),
    counts: [10_000, 150],
  },
  {
    name: 'fork and join of 5',
    bpmn: model('forkAndJoin', start(), fork(5, tasks(5)), end(), line('start', 'fork'), line('join', 'end')),
    counts: [5_000, 100],
  },
  {
    name: 'multi-instance of 10',
    bpmn: model('multi', start(), repeated, end(), line('start', 't', 'end')),
    counts: [5_000, 200],
  },
  {
    name: 'user task, wait and signal',
    bpmn: model('user', start(), userTask('t'), end(), line('start', 't', 'end')),
    counts: [10_000, 200],
  },
  { name: '3 departments, state saved at every step', bpmn: approval, counts: [2_000, 30], saved: true },
]

/** `count` user tasks in a row: what a step costs must not depend on how many there are. */
export const chain = (count: number): string =>
  model(
    `chain${count}`,
    start(),
    names(count)
      .map((id) => userTask(id))
      .join(''),
    end(),
    line('start', ...names(count), 'end'),
  )
