import {
  branches,
  calendarFor,
  clocks,
  dayOf,
  elementsOf,
  reasons,
  sharesOf,
  standing,
  timeline,
  type Graph,
} from '@lianban/engine'
import type { CaseRow, TaskRow } from '@lianban/engine/runtime'
import type { Branch, CaseDetail, CaseSummary, ClockView, Shares, TimelineEntry } from '../contract/index.ts'
import { iso, type Locale, type Server } from '../context.ts'
import { documentsOf } from '../documents/documents.ts'
import { notFound } from '../problem.ts'
import { statusOf } from '../words.ts'
import { asItEnded, clockView, leadingClock } from './clockView.ts'
import { outcomeNames, startForm } from './forms.ts'
import { actorName, applicant, elementName, groupName, processName, supervision, type Names } from './modelNames.ts'
import { resourcesOf } from './resources.ts'

/** What a record is told with. */
export interface Words {
  readonly names: Names
  readonly locale: Locale
  readonly graph: Graph
  readonly outcomeName: ReturnType<typeof outcomeNames>
}

/** All of a case that people inside see, read from its record. */
export async function caseDetail(server: Server, caseId: string): Promise<CaseDetail> {
  const { runtime, db, people, locale } = server
  const row = await runtime.store.case(caseId)
  const listed = await db.selectFrom('case_list').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  if (!row || !listed) throw notFound('case', caseId)
  const [definition, graph, events, tasks, cards, documents, names, kept] = await Promise.all([
    runtime.store.definition(row.process, row.version),
    runtime.graph(row.process, row.version),
    runtime.store.events(caseId),
    runtime.store.tasksOf(caseId),
    db.selectFrom('cards').selectAll().where('case_id', '=', caseId).orderBy('raised_at').orderBy('id').execute(),
    documentsOf(server, caseId),
    people.names(),
    db.selectFrom('clocks').select(['key', 'due_on']).where('case_id', '=', caseId).execute(),
  ])
  const resources = resourcesOf(definition!)
  const found = branches(events, graph)
  const nameOf = (element: string): string => elementName(graph, element, locale)
  const elements = elementsOf(events)
  const recorded = clocks(events, runtime.calendar.zone)
  const views = recorded.flatMap(({ key, clock }) => {
    const running = clockView(key, clock, runtime)
    const view = running && asItEnded(running, kept.find((each) => each.key === key)?.due_on)
    const branch = found.find(({ keys }) => keys.includes(key))
    const name = branch?.name || nameOf(elements.get(key) ?? '') || view?.name
    return view && name ? [{ key, view: { ...view, name } }] : []
  })
  const clock = leadingClock(views.map(({ view }) => view))
  return {
    id: caseId,
    caseNo: listed.case_no,
    title: listed.title,
    applicant: listed.applicant,
    processId: row.process,
    processName: processName(graph, locale),
    version: row.version,
    status: statusOf(listed.status),
    state: listed.state as CaseSummary['state'],
    receivedAt: iso(listed.received_at),
    ...(listed.ended_at === null ? {} : { endedAt: iso(listed.ended_at) }),
    ...(clock ? { clock } : {}),
    form: startForm(graph, resources) ?? null,
    data: { ...row.state.instances.get(1)?.variables },
    clocks: views.map(({ view }) => view),
    timeline: timeline(events, graph, runtime.calendar.zone, reasons(events, graph, runtime.counting)).map((entry) =>
      timelineView(entry, { names, locale, graph, outcomeName: outcomeNames(graph, resources, locale) }),
    ),
    standing: { bpmn: definition!.bpmn, ...(standing(events) as Writable<ReturnType<typeof standing>>) },
    branches: branchViews(found, views, names),
    ...consumers(recorded, found, runtime),
    openTasks: tasks.filter(({ state }) => state === 'open').map((task) => openTask(task, row, nameOf, names, locale)),
    cards: cards.map((card) => ({
      id: card.id,
      caseId,
      colour: card.colour as 'blue' | 'yellow' | 'red',
      rule: (locale === 'en' && card.rule_en) || card.rule,
      against: names.department(card.against),
      raisedAt: iso(card.raised_at),
      element: card.element,
      elementName: nameOf(card.element),
      state: card.state,
    })),
    documents,
    ...suspension(row),
    incidents: [...row.state.instances.values()].flatMap(({ key, element, incident }) => {
      if (!incident) return []
      const { code, message, at } = incident
      return [{ key, element, elementName: nameOf(element), code, message, raisedAt: iso(at) }]
    }),
  }
}

/** Who consumed the joint clock: the first statutory one, by the clocks of its departments. */
function consumers(
  recorded: ReturnType<typeof clocks>,
  found: ReturnType<typeof branches>,
  { clock, counting }: Server['runtime'],
): { shares?: Shares } {
  const joint = recorded.find((each) => each.clock.limit.kind === 'statutory')?.clock
  const departments = found.flatMap(({ code, keys }) => {
    const own = recorded.find(({ key }) => keys.includes(key))?.clock
    return own ? [{ code, clock: own }] : []
  })
  if (!joint || departments.length === 0) return {}
  const calendar = calendarFor(joint.limit, counting)
  const { others, used, departments: each } = sharesOf(joint, departments, calendar, dayOf(clock.now(), calendar.zone))
  return { shares: { departments: each.map((share) => ({ ...share })), others, used } }
}

export const suspension = ({ state: { suspended } }: CaseRow): Pick<CaseDetail, 'suspended'> =>
  suspended ? { suspended: { reason: suspended.reason, held: suspended.held.length } } : {}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/** A line of the record with names instead of ids and codes. */
export function timelineView(
  entry: ReturnType<typeof timeline>[number],
  { names, locale, graph, outcomeName }: Words,
): TimelineEntry {
  const { seq, at, code, element, by, detail } = entry
  const named = element !== undefined && entry.elementName !== undefined
  const groups = detail['groups']
    ?.split(',')
    .map((group) => groupName(names, group, locale))
    .join(locale === 'en' ? ', ' : '、')
  const against = detail['against'] === undefined ? undefined : names.department(detail['against'])
  const status = detail['status'] === undefined ? undefined : statusOf(detail['status']).name
  const key = (['decision', 'outcome', 'result'] as const).find((each) => detail[each] !== undefined)
  const outcome = key && detail[key]
  const handed = (['fromPerson', 'toPerson'] as const).flatMap((each) =>
    detail[each] === undefined ? [] : [[each, names.person(detail[each])] as const],
  )
  const outcomeWords = key && outcome !== undefined ? (outcomeName(element, key, outcome) ?? outcome) : undefined
  return {
    seq,
    at: iso(at),
    code,
    ...(element === undefined ? {} : { element }),
    ...(named ? { elementName: elementName(graph, element, locale) } : {}),
    ...(by === undefined ? {} : { actor: actorName(names, by, locale) }),
    detail: {
      ...detail,
      ...Object.fromEntries(handed),
      ...(groups === undefined ? {} : { groups }),
      ...(against === undefined ? {} : { against }),
      ...(status === undefined ? {} : { statusName: status }),
      ...(outcomeWords === undefined ? {} : { outcomeName: outcomeWords }),
      ...(by === undefined || by === applicant || by === supervision ? {} : { department: names.departmentOf(by) }),
    },
  }
}

function openTask(
  task: TaskRow,
  row: CaseRow,
  nameOf: (element: string) => string,
  names: Names,
  locale: Locale,
): CaseDetail['openTasks'][number] {
  const owner = [...task.groups.map((group) => groupName(names, group, locale)), ...task.users.map(names.person)].join(
    '、',
  )
  return {
    id: `${row.id}.${task.key}`,
    name: nameOf(task.element),
    owner,
    ...(task.assignee === null ? {} : { assignee: names.person(task.assignee) }),
    ...(task.dueAt === null ? {} : { dueOn: iso(task.dueAt - 1).slice(0, 10) }),
  }
}

function branchViews(
  found: ReturnType<typeof branches>,
  views: readonly { key: number; view: ClockView }[],
  names: Names,
): Branch[] {
  return found.map(({ code, name, state, output, keys }) => {
    const clock = views.find((candidate) => keys.includes(candidate.key))?.view
    const opinion = (output ?? {}) as { decision?: unknown; conditions?: unknown; reason?: unknown }
    const outcome = (['agree', 'conditional', 'refuse'] as const).find((known) => known === opinion.decision)
    const note = [opinion.conditions, opinion.reason].find((words) => typeof words === 'string' && words !== '')
    return {
      code,
      name: name || names.department(code),
      state,
      ...(outcome ? { outcome } : {}),
      ...(typeof note === 'string' ? { note } : {}),
      ...(clock ? { clock } : {}),
    }
  })
}
