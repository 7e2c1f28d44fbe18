import type { CardAct, CardState } from '../../contract/index.ts'
import type { Actor } from '../../people/people.ts'

/** What of a card decides who may do what. */
export interface Standing {
  readonly state: CardState
  readonly against: string
  /** Who has judged the explanation: not who decides the appeal. */
  readonly judgedBy?: string
  /** An appeal has been decided before. */
  readonly decided: boolean
}

interface Step {
  readonly from: readonly CardState[]
  readonly to?: CardState
  readonly who: 'department' | 'head' | 'monitor'
  /** Words are needed: an explanation, a reason. */
  readonly words: boolean
}

/**
 * The life of a card. The department explains, the monitor office judges; it alone revokes, with a reason; the head appeals,
 * and somebody else of the monitor office decides. Final states keep the card, and the case being over changes nothing.
 */
export const steps: Readonly<Record<CardAct, Step>> = {
  urge: { from: ['open', 'explained', 'rejected', 'appealed'], who: 'monitor', words: false },
  explain: { from: ['open', 'rejected'], to: 'explained', who: 'department', words: true },
  accept: { from: ['explained'], to: 'accepted', who: 'monitor', words: false },
  reject: { from: ['explained'], to: 'rejected', who: 'monitor', words: true },
  revoke: { from: ['open', 'explained', 'rejected', 'accepted'], to: 'revoked', who: 'monitor', words: true },
  appeal: { from: ['rejected', 'accepted'], to: 'appealed', who: 'head', words: true },
  uphold: { from: ['appealed'], to: 'upheld', who: 'monitor', words: true },
  overturn: { from: ['appealed'], to: 'revoked', who: 'monitor', words: true },
}

export type Refused = 'card-closed' | 'card-not-yours' | 'same-judge'

/** Why the actor may not do this to the card now; undefined when they may. */
export function refusalOf(act: CardAct, card: Standing, actor: Actor): Refused | undefined {
  const { from, who } = steps[act]
  if (!isTheirs(who, card.against, actor)) return 'card-not-yours'
  if (!from.includes(card.state) || (act === 'appeal' && card.decided)) return 'card-closed'
  if ((act === 'uphold' || act === 'overturn') && card.judgedBy === actor.id) return 'same-judge'
  return undefined
}

function isTheirs(who: Step['who'], department: string, actor: Actor): boolean {
  if (who === 'monitor') return actor.roles.includes('supervisor')
  return actor.posts.some(
    (post) => post.department.code === department && (who === 'department' || post.roles.includes('head')),
  )
}

export const acts = Object.keys(steps) as CardAct[]
