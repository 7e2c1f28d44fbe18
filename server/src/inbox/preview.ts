import { dayOf, step, timeline, type Command, type Event, type Graph, type State } from '@lianban/engine'
import type { RecordedEvent } from '@lianban/engine/runtime'
import { timelineView, type Words } from '../cases/caseView.ts'
import { outcomeNames } from '../cases/forms.ts'
import { elementName, groupName } from '../cases/modelNames.ts'
import { refused } from '../cases/refused.ts'
import { resourcesOf } from '../cases/resources.ts'
import type { TaskPreview, TimelineEntry } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { workable } from './authority.ts'
import { completion, type Completion } from './complete.ts'

/** More jobs in a row than any process has; a loop of documents ends here. */
const mostJobs = 100

/** What completing the task would do: the same step as the real one, over the stored state, with nothing written. */
export async function previewTask(server: Server, actor: Actor, id: string, sent: Completion): Promise<TaskPreview> {
  const { runtime, people, locale } = server
  const task = await workable(server, actor, id)
  const wanted = await completion(server, actor.id, task, sent)
  if ('fields' in wanted) return { valid: false, fields: wanted.fields, entries: [], ends: false }
  const { row, command } = wanted
  const [graph, definition, decisions, names] = await Promise.all([
    runtime.graph(row.process, row.version),
    runtime.store.definition(row.process, row.version),
    runtime.decisions(row.process, row.version),
    people.names(),
  ])
  const resources = resourcesOf(definition!)
  const titleOf = (template = ''): string => resources.documents[template]?.title ?? template
  const moment = { at: runtime.clock.now(), ...runtime.counting, decisions }
  const words = { names, locale, graph, outcomeName: outcomeNames(graph, resources, locale) }
  const { events, state } = dryRun(graph, row.state, command, moment, titleOf)
  const recorded = events.map((event, index) => ({ seq: row.state.seq + index + 1, at: moment.at, event }))
  const told = timeline(recorded, graph, runtime.calendar.zone)
    .filter(({ code, by }) => code !== 'job.completed' && !(code === 'task.completed' && by === actor.id))
    .map((entry) => timelineView(entry, words))
  const more = recorded.flatMap((each) => untold(each, row.state, titleOf, words))
  return { valid: true, entries: [...told, ...more].sort((a, b) => a.seq - b.seq), ends: state.status !== 'active' }
}

/** The command and the documents that follow from it: issuing them needs nobody, so the case goes on behind them. */
function dryRun(
  graph: Graph,
  before: State,
  command: Command,
  moment: Parameters<typeof step>[3],
  titleOf: (template: string | undefined) => string,
): { events: Event[]; state: State } {
  const events: Event[] = []
  const issuedOn = dayOf(moment.at, moment.calendar.zone)
  let state = before
  let next: Command | undefined = command
  for (let turn = 0; next && turn < mostJobs; turn++) {
    const result = step(graph, state, next, moment)
    if ('rejection' in result) throw refused(result.rejection)
    events.push(...result.events)
    state = result.state
    const issuing = [...state.instances.values()].find(({ job, incident }) => job?.type === 'document' && !incident)
    next = issuing && {
      type: 'completeJob',
      key: issuing.key,
      variables: { lastDocument: { id: '', number: '', title: titleOf(issuing.job?.headers['template']), issuedOn } },
    }
  }
  return { events, state }
}

/** What the timeline leaves out but a decision needs: documents, tasks that are withdrawn, work of other systems. */
function untold(
  { seq, at, event }: RecordedEvent,
  before: State,
  titleOf: (template: string | undefined) => string,
  { names, graph, locale }: Words,
): TimelineEntry[] {
  const entry = (code: string, element: string, detail: Record<string, string>): TimelineEntry[] => {
    return [{ seq, at: iso(at), code, element, elementName: elementName(graph, element, locale), detail }]
  }
  if (event.type === 'jobCreated') {
    if (event.jobType !== 'document') return entry('job.created', event.element, {})
    return entry('document.issued', event.element, { title: titleOf(event.headers['template']) })
  }
  const task = event.type === 'elementTerminated' ? before.instances.get(event.key)?.task : undefined
  if (!task || event.type !== 'elementTerminated') return []
  const groups = task.groups.map((code) => groupName(names, code, locale)).join('、')
  return entry('task.cancelled', event.element, { groups })
}
