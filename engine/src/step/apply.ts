import type { Event, EventOf, EventType } from './event.ts'
import { copyState, type Instance, type State, type SubscriptionState, type TaskState } from './state.ts'
import { applyClock, createClock, type ClockEvent, type ClockState } from '../time/index.ts'

/**
 * The only writer of state. `evolve` writes to the caller's own copy; `apply` is the same as a pure function. Every event
 * type has its line here: a missing one does not compile.
 */
type Writers = { [T in EventType]: (state: State, event: EventOf<T>) => void }

const at = (state: State, key: number): Instance => {
  const instance = state.instances.get(key)
  if (!instance) throw new Error(`Expected instance ${key} in case ${state.case}, but it is not alive`)
  return instance
}

const taskOf = (state: State, key: number): TaskState => {
  const { task } = at(state, key)
  if (!task) throw new Error(`Expected an open task at instance ${key} in case ${state.case}`)
  return task
}

const remove = (state: State, key: number): void => {
  const instance = at(state, key)
  state.instances.delete(key)
  if (instance.scope) at(state, instance.scope).live--
}

const writers: Writers = {
  caseStarted(state, event) {
    state.case = event.case
    state.process = event.process
    state.version = event.version
    if (event.parent) state.parent = event.parent
    state.instances.set(1, { key: 1, element: event.process, scope: 0, live: 0, variables: {} })
    state.nextKey = 2
  },
  startsAwaited(state, event) {
    state.case = event.case
    state.process = event.process
    state.version = event.version
    state.standing = true
    state.instances.set(1, { key: 1, element: event.process, scope: 0, live: 0, variables: {} })
    state.nextKey = 2
  },
  caseCompleted(state) {
    state.status = 'completed'
  },
  caseTerminated(state) {
    state.status = 'terminated'
  },
  statusChanged(state, event) {
    state.businessStatus = event.code
  },
  variablesSet(state, event) {
    const instance = at(state, event.key)
    instance.variables = { ...instance.variables, ...event.variables }
  },
  dataStored() {},
  elementEntered(state, event) {
    const { key, element, scope, position } = event
    state.instances.set(key, { key, element, scope, live: 0, ...(position === undefined ? {} : { position }) })
    state.nextKey = key + 1
    at(state, scope).live += 1 - event.tokens
    const loop = position === undefined ? undefined : at(state, scope).loop
    if (loop) at(state, scope).loop = { ...loop, started: loop.started + 1 }
  },
  elementCompleted(state, event) {
    countInner(state, event.key, 'completed')
    remove(state, event.key)
  },
  elementTerminated(state, event) {
    countInner(state, event.key, 'terminated')
    remove(state, event.key)
  },
  flowTaken(state, event) {
    at(state, event.scope).live++
  },
  tokenParked(state, event) {
    const scope = at(state, event.scope)
    const waiting = scope.parked?.[event.gateway] ?? {}
    const count = (waiting[event.flow] ?? 0) + 1
    scope.parked = { ...scope.parked, [event.gateway]: { ...waiting, [event.flow]: count } }
  },
  tokensJoined(state, event) {
    unpark(at(state, event.scope), event.gateway, event.flows)
  },
  loopStarted(state, event) {
    const outputs = event.collects ? { outputs: event.items.map(() => null) } : {}
    at(state, event.key).loop = { items: event.items, started: 0, completed: 0, terminated: 0, ...outputs }
  },
  loopOutput(state, event) {
    const body = at(state, event.key)
    if (body.loop?.outputs) {
      body.loop = { ...body.loop, outputs: body.loop.outputs.with(event.position, event.value) }
    }
  },
  clockStarted(state, event) {
    at(state, event.key).clock = startedClock(event)
  },
  clockAwaited(state, { key, kind, name, basis, n, unit }) {
    at(state, key).clock = createClock({ n, unit, kind, name, basis })
  },
  clockRestarted(state, { key, on, at: instant, revision }) {
    moveClock(state, key, { kind: 'restart', on, ...(instant === undefined ? {} : { at: instant }) }, revision)
  },
  dueDerived(state, { key, revision }) {
    const instance = at(state, key)
    if (instance.clock) instance.clock = { ...instance.clock, revision }
  },
  noticeGiven(state, { element, items }) {
    const known = state.notices?.[element]
    state.notices = { ...state.notices, [element]: known ?? items }
  },
  taskCreated(state, event) {
    const { groups, users, priority, assignee, form, dueDate, followUpDate } = event
    at(state, event.key).task = {
      revision: 1,
      groups,
      users,
      priority,
      ...(assignee === undefined ? {} : { assignee }),
      ...(form === undefined ? {} : { form }),
      ...(dueDate === undefined ? {} : { dueDate }),
      ...(followUpDate === undefined ? {} : { followUpDate }),
    }
  },
  taskUpdated(state, event) {
    const task: Record<string, unknown> = { ...taskOf(state, event.key), ...event.changes }
    for (const [field, value] of Object.entries(event.changes)) if (value === null) delete task[field]
    at(state, event.key).task = { ...(task as unknown as TaskState), revision: taskOf(state, event.key).revision + 1 }
  },
  taskDenied(state, event) {
    delete at(state, event.key).listening
  },
  taskClaimed(state, event) {
    const task = taskOf(state, event.key)
    at(state, event.key).task = { ...task, assignee: event.by, revision: task.revision + 1 }
  },
  taskReleased(state, event) {
    const { assignee: _, ...task } = taskOf(state, event.key)
    at(state, event.key).task = { ...task, revision: task.revision + 1 }
  },
  taskCompleted(state, event) {
    delete at(state, event.key).task
  },
  jobCreated(state, event) {
    const { key, jobType, retries, headers, listener } = event
    at(state, key).job = { type: jobType, retries, headers, ...(listener === undefined ? {} : { listener }) }
  },
  listening(state, { type: _, key, element: __, ...listening }) {
    const instance = at(state, key)
    const corrections = instance.listening?.on === listening.on ? instance.listening.corrections : undefined
    instance.listening = { ...listening, ...(corrections ? { corrections } : {}) }
  },
  corrected(state, event) {
    const instance = at(state, event.key)
    const { listening } = instance
    if (listening)
      instance.listening = { ...listening, corrections: { ...listening.corrections, ...event.corrections } }
  },
  listened(state, event) {
    delete at(state, event.key).listening
  },
  jobCompleted(state, event) {
    delete at(state, event.key).job
  },
  jobFailed(state, event) {
    const instance = at(state, event.key)
    if (instance.job) instance.job = { ...instance.job, retries: event.retries }
  },
  clockStopped(state, { type: _, element: __, key, within, ...stop }) {
    moveClock(state, key, { kind: 'stop', ...stop })
    if (within !== undefined) at(state, within).holds = { clock: key, document: stop.document }
  },
  clockResumed(state, { type: _, element: __, key, by: ___, ...resumption }) {
    moveClock(state, key, { kind: 'resume', ...resumption })
  },
  clockExtended(state, { key, n }) {
    moveClock(state, key, { kind: 'extend', n })
  },
  timerMoved(state, event) {
    const instance = at(state, event.key)
    const moved = instance.timers?.map((timer) => {
      const same = timer.element === event.element && (timer.trigger ?? 0) === event.trigger && timer.due === event.from
      return same ? { ...timer, due: event.due } : timer
    })
    if (moved) instance.timers = moved
  },
  timerScheduled(state, { type: _, key, ...timer }) {
    const instance = at(state, key)
    instance.timers = [...(instance.timers ?? []), timer]
  },
  timerFired(state, event) {
    const instance = at(state, event.key)
    const left = instance.timers?.filter((timer) => timer.element !== event.element || timer.due !== event.due) ?? []
    if (left.length > 0) instance.timers = left
    else delete instance.timers
  },
  subscribed(state, { type: _, key, ...subscription }) {
    const instance = at(state, key)
    instance.subscriptions = [...(instance.subscriptions ?? []), subscription]
  },
  unsubscribed(state, event) {
    const instance = at(state, event.key)
    const others = <T extends { element: string }>(all: readonly T[] | undefined): T[] =>
      all?.filter(({ element }) => !event.elements.includes(element)) ?? []
    setOrDrop(instance, 'subscriptions', others(instance.subscriptions))
    setOrDrop(instance, 'timers', others(instance.timers))
  },
  conditionChanged(state, event) {
    const instance = at(state, event.key)
    const same = (s: SubscriptionState): boolean => s.element === event.element && s.trigger === event.trigger
    const all = instance.subscriptions?.map((s) => (same(s) ? { ...s, holds: event.holds } : s))
    if (all) instance.subscriptions = all
  },
  triggered(state, event) {
    const instance = at(state, event.key)
    const { [event.element]: before = [], ...others } = instance.seen ?? {}
    const now = before.includes(event.trigger) ? before : [...before, event.trigger]
    const seen = event.partial ? { ...others, [event.element]: now } : others
    if (Object.keys(seen).length > 0) instance.seen = seen
    else delete instance.seen
  },
  messageSent() {},
  signalSent() {},
  decisionMade() {},
  errorThrown() {},
  escalationThrown() {},
  scopeInterrupted(state, event) {
    const scope = at(state, event.key)
    delete scope.parked
    delete scope.resetting
    scope.live = event.survivors
  },
  compensable(state, event) {
    const scope = at(state, event.key)
    scope.compensable = [...(scope.compensable ?? []), event.record]
  },
  compensationStarted(state, event) {
    const scope = at(state, event.scope)
    setOrDrop(scope, 'compensable', scope.compensable?.filter((record) => !event.records.includes(record)) ?? [])
    at(state, event.key).undoing = event.records
  },
  compensationNext(state, event) {
    const thrower = at(state, event.key)
    thrower.undoing = [...event.expanded, ...(thrower.undoing?.slice(1) ?? [])]
  },
  undoing(state, event) {
    const handler = at(state, event.key)
    handler.undoes = event.undoes
    if (event.inner.length > 0) handler.compensable = event.inner
  },
  gatewayFired(state, event) {
    const scope = at(state, event.scope)
    scope.resetting = { ...scope.resetting, [event.gateway]: event.flows }
  },
  gatewayReset(state, event) {
    const scope = at(state, event.scope)
    const { [event.gateway]: _, ...others } = scope.resetting ?? {}
    if (Object.keys(others).length > 0) scope.resetting = others
    else delete scope.resetting
  },
  tokensSwallowed(state, event) {
    unpark(at(state, event.scope), event.gateway, event.flows)
    at(state, event.scope).live -= event.flows.length
  },
  callStarted(state, event) {
    at(state, event.key).called = event.called
  },
  cardRaised() {},
  incidentRaised(state, event) {
    const { code, message, phase } = event
    at(state, event.key).incident = { code, message, phase, at: state.at }
  },
  incidentResolved(state, event) {
    const instance = at(state, event.key)
    if (instance.incident?.phase === 'entering') {
      delete instance.timers
      delete instance.subscriptions
      delete instance.listening
    }
    delete instance.incident
  },
}

/** The clock that an event of this type starts, with everything that was in force then. */
export function startedClock(event: EventOf<'clockStarted'>): ClockState {
  const { type: _, key: __, on, at: instant, revision, ...limit } = event
  const begun = applyClock(createClock(limit), { kind: 'start', on, ...(instant === undefined ? {} : { at: instant }) })
  return revision === undefined ? begun : { ...begun, revision }
}

function moveClock(state: State, key: number, event: ClockEvent, revision?: number): void {
  const instance = at(state, key)
  if (!instance.clock) return
  const moved = applyClock(instance.clock, event)
  instance.clock = revision === undefined ? moved : { ...moved, revision }
}

function unpark(scope: Instance, gateway: string, flows: readonly string[]): void {
  const waiting: Record<string, number> = { ...scope.parked?.[gateway] }
  for (const flow of flows) {
    const left = (waiting[flow] ?? 0) - 1
    if (left > 0) waiting[flow] = left
    else delete waiting[flow]
  }
  const { [gateway]: _, ...others } = scope.parked ?? {}
  const parked = Object.keys(waiting).length > 0 ? { ...others, [gateway]: waiting } : others
  if (Object.keys(parked).length > 0) scope.parked = parked
  else delete scope.parked
}

function setOrDrop<K extends 'subscriptions' | 'timers' | 'compensable'>(
  instance: Instance,
  key: K,
  value: NonNullable<Instance[K]>,
): void {
  if (value.length > 0) instance[key] = value
  else delete instance[key]
}

function countInner(state: State, key: number, as: 'completed' | 'terminated'): void {
  const instance = at(state, key)
  if (instance.position === undefined) return
  const body = at(state, instance.scope)
  if (body.loop) body.loop = { ...body.loop, [as]: body.loop[as] + 1 }
}

export function evolve(state: State, event: Event, instant: number): void {
  ;(writers[event.type] as (state: State, event: Event) => void)(state, event)
  state.seq++
  state.at = instant
}

/** `apply(state, event) -> state`: pure. */
export function apply(state: State, event: Event, instant: number): State {
  const next = copyState(state)
  evolve(next, event, instant)
  return next
}

export const emptyState = (): State => ({
  case: '',
  process: '',
  version: 0,
  status: 'active',
  nextKey: 1,
  seq: 0,
  at: 0,
  instances: new Map(),
})

/** Replay: the state after the recorded events. */
export function replay(events: Iterable<{ event: Event; at: number }>): State {
  const state = emptyState()
  for (const { event, at: instant } of events) evolve(state, event, instant)
  return state
}
