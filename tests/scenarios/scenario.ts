import { expect } from 'vitest'
import type { Client, TestServer } from '../builders/server.ts'

/** A dated story of a process, told to the public HTTP API. One of the verbs a step; the rest looks at what it did. */
export interface Scenario {
  readonly id: string
  readonly title: string
  /** Where the clock starts. */
  readonly clock: string
  readonly steps: readonly Step[]
}

export interface Step {
  /** Account that acts; `applicant` acts through the tracking page. */
  readonly as?: string
  readonly file?: { readonly process: string; readonly application: string; readonly with?: Record<string, unknown> }
  readonly advanceTo?: string
  /** Element whose open task is claimed and kept. */
  readonly claim?: string
  /** Somebody's leave, first and last day, as an admin enters it. */
  readonly leave?: { readonly of: string; readonly from: string; readonly to: string }
  /** The district's rule for A and B posts from now on. */
  readonly handoverRule?: Record<string, unknown>
  /** Element whose open task is completed, after claiming it. */
  readonly complete?: string
  readonly data?: Record<string, unknown>
  /** A legal clock of the case is stopped, resumed or extended; found among those that run by what `of` says of it. */
  readonly clock?: {
    readonly of: Record<string, unknown>
    readonly verb: 'stop' | 'resume' | 'extend'
    readonly with: Record<string, unknown>
  }
  /** The answer expected instead of success. */
  readonly refused?: Record<string, unknown>
  readonly expect?: Record<string, unknown>
  /** What the applicant sees on the tracking page. */
  readonly tracked?: Record<string, unknown>
  /** What was tried against a rule of the clock and is written down, newest first. */
  readonly attempts?: readonly Record<string, unknown>[]
}

interface Story {
  readonly server: TestServer
  readonly applications: Record<string, Record<string, unknown>>
  readonly clients: Map<string, Client>
  caseId: string
  key: { caseNo: string; code: string }
  /** Tasks by element, as they were last seen: to try one that is no longer open. */
  readonly seen: Map<string, string>
}

/** Plays the scenario; every step is asserted on the way. Answers how many steps were played. */
export async function tell(
  scenario: Scenario,
  server: TestServer,
  applications: Story['applications'],
): Promise<number> {
  const story: Story = {
    server,
    applications,
    clients: new Map(),
    caseId: '',
    key: { caseNo: '', code: '' },
    seen: new Map(),
  }
  for (const [index, step] of scenario.steps.entries()) {
    const at = `step ${index + 1} of ${scenario.id}`
    if (step.file) await file(story, step, at)
    if (step.advanceTo) await advance(story, step.advanceTo, at)
    if (step.handoverRule) await change(story, at, '/api/handover-rule', step.handoverRule)
    if (step.leave) await leave(story, step.leave, at)
    if (step.claim) await claim(story, step, at)
    if (step.complete) await complete(story, step, at)
    if (step.clock) await moveClock(story, step, at)
    await remember(story)
    if (step.expect) await look(story, step.expect, at)
    if (step.tracked) await track(story, step.tracked, at)
    if (step.attempts) await remembered(story, step.attempts, at)
  }
  return scenario.steps.length
}

async function as(story: Story, account: string): Promise<Client> {
  const known = story.clients.get(account) ?? (await story.server.client(account === 'applicant' ? undefined : account))
  story.clients.set(account, known)
  return known
}

async function file(story: Story, step: Step, at: string): Promise<void> {
  const { process, application, with: changes = {} } = step.file!
  const data = merge(story.applications[application]!, changes)
  const answer = await (await as(story, step.as ?? 'window1'))('POST', '/api/cases', { processId: process, data })
  if (step.refused) return expect(answer, at).toMatchObject(step.refused)
  expect(answer, at).toMatchObject({ status: 201 })
  await story.server.running.runtime.settle()
  story.caseId = answer.body.caseId
  story.key = { caseNo: answer.body.caseNo, code: answer.body.trackingCode }
}

async function advance(story: Story, to: string, at: string): Promise<void> {
  const answer = await (await as(story, 'admin'))('POST', '/api/clock', { to })
  expect(answer.status, at).toBe(200)
}

async function complete(story: Story, step: Step, at: string): Promise<void> {
  const client = await as(story, step.as!)
  const answer =
    step.as === 'applicant'
      ? await completePublic(story, client, step, at)
      : await completeInside(story, client, step, at)
  if (step.refused) expect(answer, at).toMatchObject(step.refused)
  else expect(answer, at).toMatchObject({ status: 200 })
  await story.server.running.runtime.settle()
}

/** Changes what an admin changes, as of the revision that is there. */
async function change(story: Story, at: string, path: string, what: Record<string, unknown>): Promise<void> {
  const admin = await as(story, 'admin')
  const { revision } = (await admin('GET', '/api/organisation')).body
  expect(await admin('PUT', path, { revision, ...what }), at).toMatchObject({ status: 200 })
  await story.server.running.runtime.settle()
}

const leave = (story: Story, { of, from, to }: NonNullable<Step['leave']>, at: string): Promise<void> =>
  change(story, at, `/api/people/${of}/absences/${from}`, { to, reason: '年休假' })

async function openTaskOf({ caseId }: Story, client: Client, wanted: string): Promise<{ id: string } | undefined> {
  const boxes = [await client('GET', '/api/tasks?box=mine'), await client('GET', '/api/tasks?box=department')]
  const tasks = boxes.flatMap(({ body }) => body.items as { id: string; caseId: string; element: string }[])
  return tasks.find((task) => task.caseId === caseId && task.element === wanted)
}

async function claim(story: Story, step: Step, at: string): Promise<void> {
  const client = await as(story, step.as!)
  const task = await openTaskOf(story, client, step.claim!)
  expect(task, `${at}: ${step.as} has an open task ${step.claim}`).toBeDefined()
  const { revision } = (await client('GET', `/api/tasks/${task!.id}`)).body
  const answer = await client('POST', `/api/tasks/${task!.id}/claim`, { revision })
  expect(answer, at).toMatchObject(step.refused ?? { status: 200 })
}

async function completeInside(story: Story, client: Client, step: Step, at: string) {
  const task = await openTaskOf(story, client, step.complete!)
  if (!task && step.refused && story.seen.has(step.complete!)) {
    const body = { revision: 1, data: step.data ?? {} }
    return client('POST', `/api/tasks/${story.seen.get(step.complete!)}/complete`, body)
  }
  expect(task, `${at}: ${step.as} has an open task ${step.complete}`).toBeDefined()
  const shown = await client('GET', `/api/tasks/${task!.id}`)
  const { revision, data, may } = shown.body
  const claimed = may.claim ? await client('POST', `/api/tasks/${task!.id}/claim`, { revision }) : shown
  return client('POST', `/api/tasks/${task!.id}/complete`, {
    revision: claimed.body.revision,
    data: merge(data, step.data ?? {}),
  })
}

async function completePublic(story: Story, client: Client, step: Step, at: string) {
  const { body } = await client('POST', '/api/public/track', story.key)
  const task = (body.tasks as { id: string; revision: number; data: Record<string, unknown> }[]).find(({ id }) =>
    id.startsWith(story.caseId),
  )
  expect(task, `${at}: something waits for the applicant`).toBeDefined()
  const { id, revision, data } = task!
  return client('POST', `/api/public/tasks/${id}/complete`, {
    ...story.key,
    revision,
    data: merge(data, step.data ?? {}),
  })
}

async function remember(story: Story): Promise<void> {
  const tasks = story.caseId === '' ? [] : await story.server.running.runtime.store.tasksOf(story.caseId)
  for (const { id, element } of tasks) story.seen.set(element, id)
}

async function moveClock(story: Story, { as: account, clock, refused }: Step, at: string): Promise<void> {
  const client = await as(story, account!)
  const clocks = (await client('GET', `/api/cases/${story.caseId}`)).body.clocks as Record<string, unknown>[]
  const wanted = Object.entries(clock!.of)
  const found = clocks.find((each) => !each['completedOn'] && wanted.every(([name, value]) => each[name] === value))
  expect(found, `${at}: a clock of ${JSON.stringify(clock!.of)} runs`).toBeDefined()
  const path = `/api/cases/${story.caseId}/clocks/${found!['key']}/${clock!.verb}`
  const answer = await client('POST', path, clock!.with)
  expect(answer, at).toMatchObject(refused ?? { status: 204 })
  await story.server.running.runtime.settle()
}

async function track(story: Story, expected: Record<string, unknown>, at: string): Promise<void> {
  const { body } = await (await as(story, 'applicant'))('POST', '/api/public/track', story.key)
  expect(body, at).toMatchObject(lists(expected) as object)
}

async function remembered(story: Story, expected: readonly Record<string, unknown>[], at: string): Promise<void> {
  const { body } = await (await as(story, 'admin'))('GET', `/api/attempts?case=${story.caseId}`)
  expect(body.items, at).toMatchObject(expected)
}

async function look(story: Story, expected: Record<string, unknown>, at: string): Promise<void> {
  const { body } = await (await as(story, 'admin'))('GET', `/api/cases/${story.caseId}`)
  expect(body, at).toMatchObject(lists(expected) as object)
}

/** Lists in a scenario say what must be among others; an empty list says that there is nothing. */
function lists(expected: unknown, inList = false): unknown {
  if (Array.isArray(expected)) {
    if (expected.length === 0) return []
    return expect.arrayContaining(expected.map((item) => lists(item, true)))
  }
  if (typeof expected !== 'object' || expected === null) return expected
  const entries = Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, lists(value, inList)]))
  return inList ? expect.objectContaining(entries) : entries
}

function merge(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(changes)) {
    const old = merged[key]
    const both = [old, value].every((side) => typeof side === 'object' && side !== null && !Array.isArray(side))
    merged[key] = both ? merge(old as Record<string, unknown>, value as Record<string, unknown>) : value
  }
  return merged
}
