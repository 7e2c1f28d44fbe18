import type { CatchingNode } from '../model/graph.ts'
import type { Command, HeldCommand, Rejection } from '../step/command.ts'
import { reject, type CommandRun, type Handler } from '../step/handler.ts'
import type { State } from '../step/state.ts'

/** What may be done with a suspended case: to look after it, not to go on in it. */
const allowed: ReadonlySet<Command['type']> = new Set([
  'goOn',
  'cancel',
  'setVariables',
  'modify',
  'restart',
  'migrate',
  'reconsider',
  // A calendar is for all cases, and their clocks run.
  'deriveDueDays',
])

/** Corrections that begin something themselves; after the others a suspended case stays exactly where it is. */
export const movesSuspended = ({ type }: Command): boolean => type === 'modify' || type === 'restart'

const isHeld = (command: Command): command is HeldCommand =>
  command.type === 'trigger' ||
  command.type === 'throw' ||
  command.type === 'completeCall' ||
  command.type === 'failCall'

/** What becomes of a command while the case is suspended: it may pass, it is kept until the case goes on, or it is refused. */
export function whileSuspended(run: CommandRun, command: Command): 'pass' | 'held' | Rejection {
  if (allowed.has(command.type)) return 'pass'
  const refused = suspendedRejection(run.state)
  // An error of a job is the worker's: the job is out of its hand.
  if (!isHeld(command) || (command.type === 'throw' && run.state.instances.get(command.key)?.job)) return refused
  if (command.type === 'trigger' && !takesAnother(run, command)) return refused
  run.emit({ type: 'commandHeld', command })
  return 'held'
}

function suspendedRejection({ case: id, suspended }: Readonly<State>): Rejection {
  const words = `Case ${id} is suspended: ${suspended!.reason}`
  return reject('case-suspended', words, 'Wait until it goes on')
}

/** The second message for what takes one only is not this case's: its sender may keep it for another. */
function takesAnother(run: CommandRun, { key, element, trigger }: Extract<HeldCommand, { type: 'trigger' }>): boolean {
  const owner = run.state.instances.get(key)
  if (!owner?.subscriptions?.some((s) => s.element === element && s.trigger === trigger)) return false
  const event = run.graph.byId.get(element) as CatchingNode
  const again = (event.type === 'boundaryEvent' || event.type === 'startEvent') && !event.interrupting
  return again || !run.state.suspended!.held.some((held) => held.type === 'trigger' && sameWait(held, key, element))
}

const sameWait = (held: { key: number; element: string }, key: number, element: string): boolean =>
  held.key === key && held.element === element

export const suspend: Handler<'suspend'> = (run, { reason, by }) => {
  if (reason.trim() === '') return reject('reason-missing', 'A suspension needs a reason', 'Write the reason')
  run.emit({ type: 'caseSuspended', reason, ...(by === undefined ? {} : { by }) })
  return undefined
}

/** What the case has kept is done in its order; what no longer finds its place is told in the record. */
export function goOn(take: (run: CommandRun, command: HeldCommand) => Rejection | undefined): Handler<'goOn'> {
  return (run, { reason, by }) => {
    const { suspended } = run.state
    if (!suspended) return reject('not-suspended', `Case ${run.state.case} is not suspended`, 'Load the case again')
    run.emit({ type: 'caseResumed', ...(reason === undefined ? {} : { reason }), ...(by === undefined ? {} : { by }) })
    for (const { key, job, incident, timers = [] } of run.state.instances.values()) {
      if (job && !incident) run.effect({ type: 'job', key, jobType: job.type })
      for (const { due } of timers) run.effect({ type: 'wake', at: due })
    }
    for (const command of suspended.held) run.later(() => resume(run, command, take))
    return undefined
  }
}

function resume(
  run: CommandRun,
  command: HeldCommand,
  take: (run: CommandRun, command: HeldCommand) => Rejection | undefined,
): void {
  const refused = take(run, command)
  if (refused) run.emit({ type: 'heldRefused', command, words: refused.words })
}
