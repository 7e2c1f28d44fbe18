import { calendarFor, dayOf } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { CardRule } from '../../contract/index.ts'
import type { ServerDb } from '../../tables.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { raise } from './raise.ts'

export interface Attempt {
  readonly caseId: string
  /** Instance whose clock it was about. */
  readonly key: number | null
  readonly by: string
  /** Code of the refusal. */
  readonly code: string
}

type Forbidding = CardRule & { readonly trigger: Extract<CardRule['trigger'], { on: 'refused' }> }

/** A refusal that is one too many of its kind in a case costs a card; each further round of as many costs another. */
export async function judgeAttempt(runtime: Runtime, db: ServerDb, { caseId, key, by, code }: Attempt): Promise<void> {
  const row = await runtime.store.case(caseId)
  if (!row) return
  const { rules } = await cardRules(db)
  const concerned = rules.filter(
    (rule): rule is Forbidding =>
      rule.enabled &&
      rule.trigger.on === 'refused' &&
      rule.trigger.codes.includes(code) &&
      (rule.processes.length === 0 || rule.processes.includes(row.process)),
  )
  for (const rule of concerned) {
    const count = await refusals(db, caseId, rule.trigger.codes)
    if (count % rule.trigger.times !== 0) continue
    const at = runtime.clock.now()
    const { post, department } = await postOf(db, by, dayOf(at, runtime.calendar.zone))
    const instance = key === null ? undefined : row.state.instances.get(key)
    const clock = instance?.clock
    await raise(
      db,
      {
        id: `${caseId}.${rule.id}.${count}`,
        caseId,
        process: row.process,
        element: instance?.element ?? '',
        colour: rule.colour,
        rule: { id: rule.id, ...rule.name },
        department,
        holder: { person: by, post },
        ...(clock && key !== null ? { clock: { key, state: clock } } : {}),
        level: rule.level,
        answerDays: rule.answerDays,
        action: 'none',
      },
      clock ? calendarFor(clock.limit, runtime.counting) : runtime.calendar,
      at,
    )
  }
}

async function refusals(db: ServerDb, caseId: string, codes: readonly string[]): Promise<number> {
  const { count } = await db
    .selectFrom('refused_attempts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('rule', 'in', codes)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function postOf(db: ServerDb, person: string, today: string): Promise<{ post: string; department: string }> {
  const found = await db
    .selectFrom('posts')
    .select(['post', 'department'])
    .where('person_id', '=', person)
    .where('from_day', '<=', today)
    .where(({ or, eb }) => or([eb('to_day', 'is', null), eb('to_day', '>=', today)]))
    .executeTakeFirst()
  return found ?? { post: '', department: '' }
}
