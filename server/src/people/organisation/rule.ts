import type { Organisation, SaveHandoverRule } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { handoverRule, handoverSetting } from '../handover/rule.ts'
import type { Actor } from '../people.ts'
import { change } from './change.ts'

/** A new rule holds at once: every watched task is looked at again. */
export function saveHandoverRule(
  server: Server,
  actor: Actor,
  { revision, ...rule }: SaveHandoverRule,
): Promise<Organisation> {
  return change(server, actor, revision, async ({ db, transaction, runtime }) => {
    const before = await handoverRule(runtime)
    await transaction.setSetting(handoverSetting, JSON.stringify(rule))
    await db.updateTable('post_watch').set({ look_at: runtime.clock.now() }).execute()
    return { what: 'rule', subject: '', before, after: rule }
  })
}
