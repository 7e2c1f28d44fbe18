import { expect } from 'vitest'
import { replay, encodeState, type Command, type Graph, type State } from '@lianban/engine'
import { openRuntime, stoppedClock, type Outcome, type Runtime, type TriedOut } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { checkRecord, checkWaiting } from '../chaos/check/case.ts'
import { inSnapshot } from '../chaos/check/database.ts'
import { readTables } from '../chaos/check/tables.ts'
import { scopesAreAlive, tokensAreConserved } from '../property/invariants.ts'

export const monday = Date.parse('2026-04-27T09:00:00+08:00')

/** A runtime over a file in which nothing happens by itself, with the process that others call. */
export async function openCases(file: string): Promise<Runtime> {
  const runtime = await openRuntime({ store: sqliteStore(file), clock: stoppedClock(monday), start: false })
  const child = model('child', start(), userTask('answer'), end(), line('start', 'answer', 'end'))
  expect((await runtime.deploy({ bpmn: child, by: 'admin' })).ok).toBe(true)
  return runtime
}

export async function published(runtime: Runtime, bpmn: string): Promise<Graph> {
  const deployed = await runtime.deploy({ bpmn, by: 'admin' })
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.problems))
  const { process, version } = deployed.definitions[0]!
  return runtime.graph(process, version)
}

export async function started(runtime: Runtime, variables = {}): Promise<string> {
  const outcome = await runtime.start({ process: 'random', variables: { level: 0, ...variables } })
  if (!outcome.ok) throw new Error(outcome.rejection.words)
  return outcome.caseId
}

export const stateOf = async (runtime: Runtime, id: string): Promise<State> => (await runtime.store.case(id))!.state

/** What a case can do next; what ends its waits stands before what disturbs it. */
export async function nextMoves(runtime: Runtime, id: string): Promise<{ caseId: string; command: Command }[]> {
  const state = await stateOf(runtime, id)
  const graph = await runtime.graph(state.process, state.version)
  const isOwn = (event: string, element: string): boolean =>
    event === element || graph.byId.get(event)?.type === 'intermediateCatchEvent'
  const [own, disturbing]: [Command[], Command[]] = [[], []]
  const called: string[] = []
  for (const instance of state.instances.values()) {
    const { key, element, task, job, incident, timers = [], subscriptions = [] } = instance
    if (task) own.push({ type: 'completeTask', key, by: 'li' })
    if (job && !incident) own.push({ type: 'completeJob', key })
    if (incident) own.push({ type: 'resolveIncident', key })
    if (instance.called !== undefined) called.push(instance.called)
    for (const { element: event, due } of timers)
      (isOwn(event, element) ? own : disturbing).push({ type: 'fireTimer', key, element: event, due })
    for (const { element: event, trigger, kind } of subscriptions) {
      const command: Command =
        kind === 'conditional'
          ? { type: 'setVariables', variables: { level: 1 } }
          : { type: 'trigger', key, element: event, trigger }
      ;(isOwn(event, element) ? own : disturbing).push(command)
    }
  }
  const inside = await Promise.all(called.map((child) => nextMoves(runtime, child)))
  return [...inside.flat(), ...[...own, ...disturbing].map((command) => ({ caseId: id, command }))]
}

export async function takeMove(runtime: Runtime, caseId: string, command: Command): Promise<Outcome> {
  const outcome = await runtime.dispatch(caseId, command)
  if (command.type === 'setVariables') await runtime.dispatch(caseId, { type: 'setVariables', variables: { level: 0 } })
  return outcome
}

/** Moves a case on by as many moves as there are picks, or until it is over. */
export async function moveOn(runtime: Runtime, id: string, picks: readonly number[]): Promise<void> {
  for (const pick of picks) {
    const moves = await nextMoves(runtime, id)
    const move = moves[pick % Math.max(1, moves.length)]
    if (!move) return
    await takeMove(runtime, move.caseId, move.command)
  }
}

/** Works a case off, what disturbs least first. */
export async function finish(runtime: Runtime, id: string): Promise<State> {
  for (let turn = 0; turn < 400; turn++) {
    const [move] = await nextMoves(runtime, id)
    if (!move || (await stateOf(runtime, id)).status !== 'active') break
    const outcome = await takeMove(runtime, move.caseId, move.command)
    expect(outcome, JSON.stringify(move.command)).toMatchObject({ ok: true })
  }
  return stateOf(runtime, id)
}

/** Tokens, record and tables of these cases say the same, looked at with plain SQL and a replay. */
export async function expectSound(runtime: Runtime, file: string, ids: readonly string[]): Promise<void> {
  const problems: string[] = []
  await inSnapshot({ sqlite: file }, async (snapshot) => {
    const tables = await readTables(snapshot, ids)
    for (const row of tables.cases) {
      const report = (words: string): void => void problems.push(`case ${row['id']}: ${words}`)
      const events = checkRecord(row, tables.steps.get(String(row['id'])) ?? [], report)
      checkWaiting(row, tables, events, report)
    }
  })
  expect(problems).toEqual([])
  for (const id of ids) {
    const { state, version } = (await runtime.store.case(id))!
    tokensAreConserved(state)
    scopesAreAlive(state)
    expect(version).toBe(state.version)
    const graph = await runtime.graph(state.process, state.version)
    const known = [...state.instances.values()].flatMap(({ element, timers = [], subscriptions = [], parked = {} }) => [
      element,
      ...[...timers, ...subscriptions].map((waiting) => waiting.element),
      ...Object.keys(parked),
    ])
    expect(known.filter((element) => !graph.byId.has(element))).toEqual([])
    expect(encodeState(replay(await runtime.store.events(id)))).toBe(encodeState(state))
  }
}

/** The dry run, then the run itself: the same answer, the same events, the same state. */
export async function bothWays(runtime: Runtime, id: string, command: Command): Promise<TriedOut> {
  const before = await stateOf(runtime, id)
  const tried = (await runtime.tryOut(id, command))!
  expect(await stateOf(runtime, id)).toEqual(before)
  const outcome = await runtime.dispatch(id, command)
  if ('rejection' in tried) {
    expect(outcome).toEqual({ ok: false, rejection: tried.rejection })
    expect(await stateOf(runtime, id)).toEqual(before)
  } else {
    expect(outcome.ok).toBe(true)
    const events = (await runtime.store.events(id, { after: before.seq })).map(({ event }) => event)
    expect(events.slice(0, tried.events.length)).toEqual(tried.events)
    // A call that begins or is ended goes on in other cases.
    const alone = !tried.effects.some(({ type }) => ['call', 'publish', 'broadcast', 'cancelCase'].includes(type))
    if (alone) expect(await stateOf(runtime, id)).toEqual(tried.state)
  }
  return tried
}
