import { timeline, type Event, type Graph, type State } from '@lianban/engine'
import type { Names } from '../cases/modelNames.ts'
import { timelineView, type Words } from '../cases/caseView.ts'
import { outcomeNames } from '../cases/forms.ts'
import { elementName, groupName } from '../cases/modelNames.ts'
import { resourcesOf } from '../cases/resources.ts'
import type { CorrectedInstance, Correction, CorrectionPreview } from '../contract/index.ts'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { notFound } from '../problem.ts'
import { commandOf } from './command.ts'

/** What the correction would do: the engine's own step over the case as it stands, with nothing written. */
export async function previewCorrection(
  server: Server,
  actor: Actor,
  caseId: string,
  correction: Correction,
): Promise<CorrectionPreview> {
  const { runtime, people, locale } = server
  const tried = await runtime.tryOut(caseId, await commandOf(runtime, caseId, correction, actor.id))
  if (!tried) throw notFound('case', caseId)
  if ('rejection' in tried) {
    const { code, words, remedy } = tried.rejection
    return { ok: false, code, words, remedy }
  }
  const { before, events, state, effects } = tried
  const { process, version } = state
  const [graph, definition, names, drafts] = await Promise.all([
    runtime.graph(process, version),
    runtime.store.definition(process, version),
    people.names(),
    draftedTasks(server, caseId),
  ])
  const words: Words = { names, locale, graph, outcomeName: outcomeNames(graph, resourcesOf(definition!), locale) }
  const at = runtime.clock.now()
  const recorded = events.map((event, index) => ({ seq: before.seq + index + 1, at, event }))
  const told = { names, locale, graph, drafts }
  return {
    ok: true,
    entries: timeline(recorded, graph, runtime.calendar.zone).map((entry) => timelineView(entry, words)),
    ended: gone(before, state).map((one) => described(before, one, told)),
    begun: gone(state, before).map((one) => described(state, one, told)),
    ends: state.status !== 'active',
    leaving: effects.filter(({ type }) => type !== 'job' && type !== 'wake').length + leavingIn(events),
  }
}

/** Instances of one state that do not live in the other. */
const gone = (one: State, other: State): number[] =>
  [...one.instances.keys()].filter((key) => !other.instances.has(key))

const leavingIn = (events: readonly Event[]): number =>
  events.filter(({ type }) => type === 'messageSent' || type === 'signalSent').length

interface Telling {
  readonly names: Names
  readonly locale: Words['locale']
  readonly graph: Graph
  readonly drafts: ReadonlySet<number>
}

function described(state: State, key: number, { names, locale, graph, drafts }: Telling): CorrectedInstance {
  const { element, task } = state.instances.get(key)!
  const assignee = task?.assignee === undefined ? {} : { assignee: names.person(task.assignee) }
  return {
    key,
    element,
    elementName: elementName(graph, element, locale),
    ...(task
      ? {
          task: {
            ...assignee,
            groups: task.groups.map((code) => groupName(names, code, locale)).join('、'),
            hasDraft: drafts.has(key),
          },
        }
      : {}),
  }
}

async function draftedTasks({ db }: Server, caseId: string): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('task_drafts').select('task_id').where('task_id', 'like', `${caseId}.%`).execute()
  return new Set(rows.map(({ task_id }) => Number(task_id.slice(task_id.lastIndexOf('.') + 1))))
}
