import { addWorkingDays, dayOf, endOfDay, type ClockState, type State, type WorkingCalendar } from '@lianban/engine'
import type { CardColour, CardRule } from '../../contract/index.ts'
import { inForce } from '../../people/inForce.ts'
import type { ServerDb } from '../../tables.ts'
import { derivationOf } from '../derivation.ts'
import { insertCard } from './ledger.ts'

/** Who worked under the clock when the card was raised. */
export interface Holder {
  readonly person: string
  readonly post: string
}

export interface Raising {
  readonly id: string
  readonly caseId: string
  readonly process: string
  readonly element: string
  readonly colour: CardColour
  readonly rule: { readonly id: string; readonly zh: string; readonly en: string }
  readonly department: string
  readonly holder: Holder
  /** Absent where the card is about no clock. */
  readonly clock?: { readonly key: number; readonly state: ClockState }
  readonly level: number
  readonly answerDays: number | null
  readonly action: CardRule['action']
  readonly cause?: string
}

/** Raises a card once, with the clock's derivation of that moment; false when it has been raised before. */
export async function raise(db: ServerDb, card: Raising, calendar: WorkingCalendar, at: number): Promise<boolean> {
  const today = dayOf(at, calendar.zone)
  const answerDue = card.answerDays === null ? null : answerDueAt(calendar, today, card.answerDays)
  return insertCard(db, {
    id: card.id,
    case_id: card.caseId,
    element: card.element,
    colour: card.colour,
    rule: card.rule.zh,
    rule_en: card.rule.en,
    rule_id: card.rule.id,
    against: card.department,
    raised_at: at,
    process: card.process,
    clock_key: card.clock?.key ?? null,
    person: card.holder.person,
    post: card.holder.post,
    state: 'open',
    level: card.level,
    answer_due: answerDue,
    look_at: card.action === 'none' ? answerDue : at,
    action: card.action === 'none' ? '' : card.action,
    evidence: card.clock ? JSON.stringify(derivationOf(card.clock.state, calendar, today)) : '',
    cause: card.cause ?? '',
    revision: 1,
  })
}

export const answerDueAt = (calendar: WorkingCalendar, today: string, days: number): number =>
  endOfDay(addWorkingDays(calendar, today, days), calendar.zone)

/** The person who has claimed a task under the clock, with the post of that day. */
export async function holderUnder(db: ServerDb, state: State, key: number, today: string): Promise<Holder> {
  const assignee = tasksUnder(state, key).find(({ assignee: person }) => person !== undefined)?.assignee
  return assignee === undefined
    ? { person: '', post: '' }
    : { person: assignee, post: await postOf(db, assignee, today) }
}

async function postOf(db: ServerDb, person: string, today: string): Promise<string> {
  const row = await db
    .selectFrom('posts')
    .select('post')
    .where('person_id', '=', person)
    .where(inForce(today))
    .executeTakeFirst()
  return row?.post ?? ''
}

/** Open tasks of the instance whose clock it is, and of everything inside it. */
export function tasksUnder(
  state: State,
  key: number,
): { key: number; element: string; assignee?: string; groups: readonly string[] }[] {
  return [...state.instances.values()].flatMap((instance) => {
    if (!instance.task) return []
    let at = state.instances.get(instance.key)
    while (at && at.key !== key) at = state.instances.get(at.scope)
    if (!at) return []
    const { assignee, groups } = instance.task
    return [{ key: instance.key, element: instance.element, groups, ...(assignee === undefined ? {} : { assignee }) }]
  })
}
