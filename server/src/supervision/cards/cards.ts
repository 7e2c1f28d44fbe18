import { dayOf } from '@lianban/engine'
import { elementName, processName, type Names } from '../../cases/modelNames.ts'
import type {
  CardAct,
  CardColour,
  CardEntry,
  Derivation,
  EnterCard,
  Page,
  SupervisionCard,
  SupervisionCardDetail,
} from '../../contract/index.ts'
import { iso, type Server } from '../../context.ts'
import type { Actor } from '../../people/people.ts'
import { ApiError, notFound } from '../../problem.ts'
import { tablesOf, type ServerDb, type ServerTables } from '../../tables.ts'
import { departmentsBelow, reportingLine } from '../reporting.ts'
import { cardPage, cardRow, entriesOf, type CardRow } from './cardReadModel.ts'
import { enter, type Hand } from './ledger.ts'
import { acts, refusalOf, steps, type Standing } from './life.ts'
import { answerDueAt } from './raise.ts'
import { cardRules } from '../rules/ruleStore.ts'

export interface CardQuery {
  readonly box: 'todo' | 'open' | 'all'
  readonly colour?: CardColour | undefined
  readonly department?: string | undefined
  readonly caseId?: string | undefined
  readonly cursor?: string | undefined
}

const overseers = ['supervisor', 'admin', 'leader'] as const
/** Whoever oversees sees every card; others those of their departments, heads also those that have come up to them. */
const oversees = (actor: Actor): boolean => overseers.some((role) => actor.roles.includes(role))

/** Departments whose cards concern the actor, with the rung from which on they do. */
async function concerned(db: ServerDb, actor: Actor): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const { department, roles } of actor.posts) {
    found.set(department.code, 0)
    if (!roles.includes('head')) continue
    for (const [code, level] of await departmentsBelow(db, department.code))
      found.set(code, Math.min(found.get(code) ?? level, level))
  }
  return found
}

/** A page of cards, the latest first; `todo`: those that wait for the actor. */
export async function listCards(server: Server, actor: Actor, query: CardQuery): Promise<Page<SupervisionCard>> {
  const { db } = server
  const { rows, next } = await cardPage(db, {
    ...query,
    monitor: actor.roles.includes('supervisor'),
    ...(oversees(actor) && (query.box !== 'todo' || actor.roles.includes('supervisor'))
      ? {}
      : { among: await concerned(db, actor) }),
  })
  const names = await server.people.names()
  const items = await Promise.all(rows.map((row) => cardView(server, row, names)))
  return { items, ...(next === undefined ? {} : { next }) }
}

async function readable(server: Server, actor: Actor, id: string): Promise<CardRow> {
  const row = await cardRow(server.db, id)
  if (!row) throw notFound('card', id)
  if (oversees(actor)) return row
  const from = (await concerned(server.db, actor)).get(row.against)
  if (from === undefined || row.level < from)
    throw new ApiError(403, 'card-not-yours', `Card ${id} is against another department`, {
      remedy: 'Ask the monitor office',
    })
  return row
}

export async function cardDetail(server: Server, actor: Actor, id: string): Promise<SupervisionCardDetail> {
  const { db, runtime } = server
  const row = await readable(server, actor, id)
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const [view, ledger, line] = await Promise.all([
    server.people.names().then((names) => cardView(server, row, names)),
    entriesOf(db, id),
    reportingLine(db, row.against, today),
  ])
  const standing = standingOf(row, ledger)
  return {
    ...view,
    ...(row.evidence === '' ? {} : { evidence: JSON.parse(row.evidence) as Derivation }),
    ...(row.cause === '' ? {} : { cause: row.cause }),
    ledger: ledger.map((entry) => entryView(entry)),
    may: acts.filter((act) => refusalOf(act, standing, actor) === undefined),
    line: line.map(({ level, name, people }) => ({ level, department: name, people: people.map((each) => each.name) })),
  }
}

type LedgerRow = ServerTables['card_ledger']

function standingOf({ state, against }: CardRow, ledger: readonly LedgerRow[]): Standing {
  const judged = ledger.findLast(({ kind }) => kind === 'accept' || kind === 'reject')
  const decided = ledger.some(({ kind }) => kind === 'uphold' || kind === 'overturn')
  return { state, against, decided, ...(judged ? { judgedBy: judged.by_id } : {}) }
}

/** Writes an entry of a person into the ledger; the same request does it once. */
export async function enterCard(
  server: Server,
  actor: Actor,
  id: string,
  { act, words, revision }: EnterCard,
  request?: string,
): Promise<SupervisionCardDetail> {
  const { runtime, live } = server
  const { calendar } = runtime
  const row = await readable(server, actor, id)
  const told = await runtime.transaction(async (transaction) => {
    if (request && (await transaction.recall(request))) return false
    const db = tablesOf(transaction.sql)
    const [card, ledger, { rules }] = await Promise.all([cardRow(db, id), entriesOf(db, id), cardRules(db)])
    const refusal = refusalOf(act, standingOf(card!, ledger), actor)
    if (refusal) throw refusals[refusal](act, card!)
    if (steps[act].words && words.trim() === '')
      throw new ApiError(422, 'words-missing', `To ${act} a card takes words`, { remedy: 'Write them' })
    const at = runtime.clock.now()
    const { to } = steps[act]
    const days = rules.find(({ id: rule }) => rule === card!.rule_id)?.answerDays ?? 2
    const due = act === 'reject' ? answerDueAt(calendar, dayOf(at, calendar.zone), days) : null
    const change = to === undefined ? {} : { state: to, answer_due: due, look_at: due, action: '' }
    const late = act === 'explain' && card!.answer_due !== null && at >= card!.answer_due
    const entry = {
      kind: act,
      at,
      hand: handOf(actor, row.against),
      words: words.trim(),
      detail: late ? { late: 'true' } : {},
    }
    const entered = card!.revision === revision && (await enter(db, card!, entry, change))
    if (!entered)
      throw new ApiError(409, 'card-changed', `Card ${id} has got another entry meanwhile`, {
        remedy: 'Read it again, then decide',
      })
    if (request) await transaction.remember(request, { card: id }, at)
    return true
  })
  if (told) live.tell({ topic: 'card', caseId: row.case_id })
  runtime.wake()
  return cardDetail(server, actor, id)
}

const refusals: Record<ReturnType<typeof refusalOf> & string, (act: CardAct, card: CardRow) => ApiError> = {
  'card-closed': (act, card) =>
    new ApiError(409, 'card-closed', `A card that is ${card.state} cannot be dealt with by «${act}»`, {
      remedy: 'Read its ledger',
    }),
  'card-not-yours': (act) =>
    new ApiError(403, 'card-not-yours', `«${act}» is not for your post`, {
      remedy: 'The department explains, its head appeals, the monitor office judges',
    }),
  'same-judge': () =>
    new ApiError(403, 'same-judge', 'Who has judged the explanation does not decide the appeal', {
      remedy: 'Let a colleague of the monitor office decide',
    }),
}

/** Under which of several posts somebody acts: the one in the card's department, else the first. */
function handOf(actor: Actor, department: string): Hand {
  const post = actor.posts.find((each) => each.department.code === department) ?? actor.posts[0]
  return { id: actor.id, name: actor.name, post: post?.post ?? '', department: post?.department.name ?? '' }
}

async function cardView({ runtime, locale }: Server, row: CardRow, names: Names): Promise<SupervisionCard> {
  const graph = await runtime.graph(row.process, row.version)
  return {
    id: row.id,
    caseId: row.case_id,
    caseNo: row.case_no,
    caseTitle: row.title,
    processName: processName(graph, locale),
    colour: row.colour,
    rule: (locale === 'en' && row.rule_en) || row.rule,
    state: row.state,
    department: { code: row.against, name: names.department(row.against) },
    ...(row.person === '' ? {} : { person: { name: names.person(row.person), post: row.post } }),
    elementName: elementName(graph, row.element, locale),
    raisedAt: iso(row.raised_at),
    ...(row.answer_due === null ? {} : { answerDueOn: iso(row.answer_due - 1).slice(0, 10) }),
    level: row.level,
    revision: row.revision,
  }
}

function entryView(entry: LedgerRow): CardEntry {
  const { late, ...detail } = JSON.parse(entry.detail) as Record<string, string>
  const by = { name: entry.by_name, post: entry.post, department: entry.department }
  return {
    seq: entry.seq,
    at: iso(entry.at),
    kind: entry.kind as CardEntry['kind'],
    ...(entry.by_id === '' ? {} : { by }),
    words: entry.words,
    ...(late ? { late: true as const } : {}),
    detail,
  }
}
