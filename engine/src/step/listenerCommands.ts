import { Trouble } from '../elements/behaviour.ts'
import type { Variables } from '../expression/expression.ts'
import type { ListenerPoint } from '../model/graph.ts'
import { settleTask } from '../approval/settle.ts'
import { heard } from './abilities/listening.ts'
import type { ListenerResult, TaskVerb } from './command.ts'
import type { CommandRun } from './handler.ts'
import type { Instance } from './state.ts'

/** The next listener's turn; one that cannot be asked denies the verb. */
function goOn(run: CommandRun, instance: Instance, on: ListenerPoint, verb: TaskVerb): void {
  const { key, element } = instance
  try {
    if (heard(run, instance, run.node(instance), on)) settleTask(run, instance, verb)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    run.emit({ type: 'taskDenied', key, element, verb: verb.type, by: verb.by, reason: error.message })
  }
}

/** A listener's job is done: its results, then the next listener, then what waited for them. */
export function afterListener(
  run: CommandRun,
  instance: Instance,
  on: ListenerPoint,
  variables: Variables,
  { denied, deniedReason = '', corrections }: ListenerResult,
): void {
  const { key, element, listening } = instance
  if (Object.keys(variables).length > 0) {
    // At the end the output mappings are done: what comes now is for the scopes outside.
    if (on === 'end') run.propagate(run.state.instances.get(instance.scope) ?? instance, variables)
    else run.emit({ type: 'variablesSet', key, variables })
  }
  const verb = listening?.verb
  if (denied && verb) {
    run.emit({ type: 'taskDenied', key, element, verb: verb.type, by: verb.by, reason: deniedReason })
    return
  }
  if (corrections && on !== 'start' && on !== 'end') run.emit({ type: 'corrected', key, corrections })
  const node = run.node(instance)
  if (on === 'creating') return run.attempt(instance, 'working')
  if (verb) return goOn(run, instance, on, verb)
  if (node.type !== 'process') return run.attempt(instance, on === 'end' ? 'leaving' : 'entering')
  if (on === 'end') return run.settle(instance)
  const begins = listening?.begins ?? []
  run.begin(begins.map(({ element: id, happened }) => ({ node: run.graph.byId.get(id)!, happened })))
}
