import { Trouble } from '../elements/behaviour.ts'
import type { Rejection, TaskChanges, TaskVerb } from '../step/command.ts'
import { corrected, heard } from '../step/abilities/listening.ts'
import { reject, type CommandRun } from '../step/handler.ts'
import { noticeOf } from './notice.ts'
import type { ListenerPoint } from '../model/graph.ts'
import type { Instance } from '../step/state.ts'

const points: Readonly<Record<TaskVerb['type'], ListenerPoint>> = {
  claimTask: 'assigning',
  releaseTask: 'assigning',
  updateTask: 'updating',
  completeTask: 'completing',
}

/** Asks the task's listeners first; without any, or once they are done, the verb takes effect. */
export function askThenSettle(run: CommandRun, instance: Instance, verb: TaskVerb): Rejection | undefined {
  try {
    if (heard(run, instance, run.node(instance), points[verb.type], { verb })) settleTask(run, instance, verb)
    return undefined
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return reject('listener-failed', error.message, 'Correct the listener of the task')
  }
}

export function settleTask(run: CommandRun, instance: Instance, verb: TaskVerb): void {
  const { key, element } = instance
  const { by } = verb
  const corrections = corrected(instance)
  if (instance.listening) run.emit({ type: 'listened', key })
  switch (verb.type) {
    case 'claimTask':
      run.emit({ type: 'taskClaimed', key, element, by })
      break
    case 'releaseTask':
      run.emit({ type: 'taskReleased', key, element, by })
      break
    case 'updateTask': {
      const { changes, handover } = verb
      const handed = handover ? { handover } : {}
      run.emit({ type: 'taskUpdated', key, element, changes: { ...changes, ...corrections }, ...handed, by })
      return
    }
    case 'completeTask': {
      correct(run, instance, corrections)
      const items = noticeOf(run, instance, verb.variables)
      if (items) run.emit({ type: 'noticeGiven', key, element, items, by })
      run.emit({ type: 'taskCompleted', key, element, by, variables: verb.variables })
      run.deliver(instance, verb.variables, by)
      return
    }
  }
  correct(run, instance, corrections)
}

function correct(run: CommandRun, { key, element }: Instance, changes: TaskChanges): void {
  if (Object.keys(changes).length > 0) run.emit({ type: 'taskUpdated', key, element, changes })
}
