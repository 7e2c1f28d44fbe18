import { createHash } from 'node:crypto'
import type { Row } from './database.ts'
import type { Tables } from './tables.ts'

interface Instance {
  key: number
  element: string
  task?: { groups: string[]; users: string[]; assignee?: string }
  job?: unknown
  incident?: unknown
  timers?: { element: string; due: number }[]
  subscriptions?: { element: string; trigger: number; kind: string }[]
}

interface State {
  seq: number
  status: string
  suspended?: unknown
  instances: Instance[]
}

export interface Event {
  type: string
  key?: number
  element?: string
  due?: number
}

const sorted = (items: readonly unknown[]): string => items.map(String).toSorted().join(' ')

/** Compares a list by content; says what is where. */
function same(
  what: string,
  table: readonly unknown[],
  state: readonly unknown[],
  report: (words: string) => void,
): void {
  if (sorted(table) !== sorted(state)) report(`${what}: the table has [${sorted(table)}], the state [${sorted(state)}]`)
}

/** The record of a case, with its seals computed anew from what is written. */
export function checkRecord(row: Row, steps: readonly Row[], report: (words: string) => void): Event[] {
  const id = String(row['id'])
  const events: Event[] = []
  let before = ''
  for (const step of steps) {
    if (step['seq'] !== events.length + 1) report(`the record jumps from ${events.length} to ${step['seq']}`)
    const text = `${before}\n${id}\n${step['seq']}\n${step['at']}\n${step['events']}`
    const seal = createHash('sha256').update(text).digest('base64').replace(/=+$/, '')
    if (seal !== step['seal']) report(`the seal of step ${step['seq']} is broken`)
    before = String(step['seal'])
    events.push(...(JSON.parse(String(step['events'])) as Event[]))
  }
  if (before !== row['seal']) report('the case keeps another seal than its last step')
  const once = new Map<string, number>()
  for (const { type, key, element, due } of events) {
    if (!/^(taskCreated|taskCompleted|jobCompleted|timerFired|caseStarted|caseCompleted|elementEntered)$/.test(type))
      continue
    const name = `${type} ${key} ${element} ${due ?? ''}`
    once.set(name, (once.get(name) ?? 0) + 1)
  }
  for (const [name, count] of once) if (count > 1) report(`${name} happened ${count} times`)
  return events
}

const ownersOf = ({ groups, users, assignee }: NonNullable<Instance['task']>): string[] => [
  ...new Set([...(assignee === undefined ? [] : [assignee]), ...users].map((id) => `user:${id}`)),
  ...groups.map((code) => `group:${code}`),
]

/** What waits in the tables is what the state says, nothing lost and nothing double. */
export function checkWaiting(
  row: Row,
  tables: Tables,
  events: readonly Event[],
  report: (words: string) => void,
): void {
  const id = String(row['id'])
  const of = (table: Map<string, Row[]>): Row[] => table.get(id) ?? []
  const state = JSON.parse(String(row['state'])) as State
  if (state.seq !== events.length) report(`the state is at event ${state.seq}, the record at ${events.length}`)
  const live = state.status === 'active' ? state.instances : []
  const open = live.filter(({ task }) => task)
  const tasks = of(tables.tasks).filter((task) => task['state'] === 'open')
  same(
    'open tasks',
    tasks.map((task) => task['key']),
    open.map(({ key }) => key),
    report,
  )
  same(
    'queues',
    of(tables.queue).map((entry) => `${entry['owner']}/${entry['key']}`),
    open.flatMap(({ key, task }) => ownersOf(task!).map((owner) => `${owner}/${key}`)),
    report,
  )
  // Nobody looks at the timers and jobs of a suspended case.
  const moving = state.suspended ? [] : live
  const earliest = new Map<string, number>()
  for (const { key, timers = [] } of moving)
    for (const { element, due } of timers) {
      const name = `${key}/${element}`
      earliest.set(name, Math.min(due, earliest.get(name) ?? due))
    }
  same(
    'timers',
    of(tables.timers).map((timer) => `${timer['key']}/${timer['element']}/${timer['due']}`),
    [...earliest].map(([name, due]) => `${name}/${due}`),
    report,
  )
  const working = moving.filter(({ job, incident }) => job && !incident)
  same(
    'jobs',
    of(tables.jobs).map((job) => job['key']),
    working.map(({ key }) => key),
    report,
  )
  same(
    'subscriptions',
    of(tables.subscriptions).map((s) => `${s['key']}/${s['element']}/${s['trigger_index']}`),
    live.flatMap(({ key, subscriptions = [] }) =>
      subscriptions.filter(({ kind }) => kind !== 'conditional').map((s) => `${key}/${s.element}/${s.trigger}`),
    ),
    report,
  )
}
