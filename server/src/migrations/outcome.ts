import type { Event } from '@lianban/engine'
import type { TriedOut } from '@lianban/engine/runtime'
import type { MigratedCase, MigrationOutcome } from '../contract/index.ts'

/** What a migration does, or would do, to one case: what changes besides the version, and whether it can go back. */
export interface CaseOutcome {
  readonly outcome: MigrationOutcome
  readonly problems: MigratedCase['problems']
  readonly notes: readonly Note[]
  readonly lossless: boolean
}

export interface Note {
  readonly code: string
  readonly element: string
}

type Rejection = Extract<TriedOut, { rejection: unknown }>['rejection']

export function refusedOutcome({ code, words, remedy, problems }: Rejection): CaseOutcome {
  if (code === 'case-over' || code === 'same-version')
    return { outcome: 'over', problems: [], notes: [], lossless: false }
  const all = problems ?? [{ outcome: 'cannot' as const, code, element: '', words, remedy }]
  const outcome = all.some((problem) => problem.outcome === 'cannot') ? 'cannot' : 'choice'
  return { outcome, problems: [...all], notes: [], lossless: false }
}

/** Notes after which going back would not give the case what it had. */
const losing: ReadonlySet<string> = new Set([
  'wait.dropped',
  'wait.renewed',
  'token.dropped',
  'compensation.dropped',
  'element.ended',
  'case.goes.on',
  'job.renewed',
  'variables.set',
])

export function movedOutcome(outcome: 'moves' | 'moved', events: readonly Event[]): CaseOutcome {
  const at = events.findIndex(({ type }) => type === 'caseMigrated')
  const notes = [...notesOf(events.slice(0, at), true), ...notesOf(events.slice(at), false)]
  return { outcome, problems: [], notes, lossless: !notes.some(({ code }) => losing.has(code)) }
}

function notesOf(events: readonly Event[], before: boolean): Note[] {
  const renewed = new Set<string>()
  const found: Note[] = []
  const note = (code: string, element: string): void => {
    if (!found.some((one) => one.code === code && one.element === element)) found.push({ code, element })
  }
  for (const event of events) {
    switch (event.type) {
      case 'unsubscribed':
        for (const element of event.elements) {
          if (before) note('wait.dropped', element)
          else renewed.add(element)
        }
        break
      case 'subscribed':
      case 'timerScheduled':
        note(renewed.has(event.element) ? 'wait.renewed' : 'wait.added', event.element)
        break
      case 'tokensSwallowed':
        note('token.dropped', event.gateway)
        break
      case 'caseMigrated':
        for (const element of event.forgotten) note('compensation.dropped', element)
        break
      case 'elementTerminated':
        note('element.ended', event.element)
        break
      case 'elementEntered':
        note('case.goes.on', event.element)
        break
      case 'taskUpdated':
        note('task.updated', event.element)
        break
      case 'taskFormChanged':
        note('task.form.changed', event.element)
        break
      case 'jobCreated':
        note('job.renewed', event.element)
        break
      case 'clockStarted':
        note('clock.started', '')
        break
      case 'variablesSet':
        if (event.by !== undefined) note('variables.set', '')
        break
      default:
    }
  }
  return found
}
