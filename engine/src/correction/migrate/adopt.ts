import { createJob } from '../../elements/job.ts'
import { dateValue, namesValue, numberValue } from '../../elements/values.ts'
import { sameDefinition } from '../../model/definition.ts'
import type { CatchingNode, Node, UserTaskNode } from '../../model/graph.ts'
import { declareData } from '../../step/abilities/declaring.ts'
import { startClock } from '../../step/abilities/supervising.ts'
import { subscribe, unsubscribe } from '../../step/abilities/waiting.ts'
import type { TaskChanges } from '../../step/command.ts'
import type { CommandRun } from '../../step/handler.ts'
import type { Instance } from '../../step/state.ts'
import type { Mapping } from './mapping.ts'
import { eventsOf } from './waits.ts'

/** Before the ids change: what the new version does not wait for any more. */
export function leaveWaits(run: CommandRun, instance: Instance, mapping: Mapping): void {
  const is = mapping.becomes(instance.element)
  if (!is) return
  const wanted = new Set(eventsOf(mapping.next, is, instance).map(({ id }) => id))
  const waiting = [...(instance.timers ?? []), ...(instance.subscriptions ?? [])].map(({ element }) => element)
  const gone = [...new Set(waiting)].filter((id) => !wanted.has(mapping.id(id)))
  unsubscribe(
    run,
    instance,
    gone.map((id) => mapping.was(id)!),
  )
}

/**
 * After the ids have changed: what the new version adds to a live instance, or says in other words. A wait of the same
 * definition goes on as it is, a timer with the time that it has left; another definition is waited for anew. A clock keeps the
 * limit with which it began. Throws `Trouble` where the new version cannot be evaluated.
 */
export function adopt(run: CommandRun, instance: Instance, was: Node, mapping: Mapping): void {
  const is = run.node(instance)
  if (!instance.loop) declareData(run, instance, is)
  if (is.limit && !was.limit && !instance.clock && !instance.loop) startClock(run, instance, is, is.limit)
  for (const event of eventsOf(run.graph, is, instance)) adoptWait(run, instance, event, was, mapping)
  if (instance.task && is.type === 'userTask' && was.type === 'userTask') adoptTask(run, instance, is, was)
  if (instance.job && !instance.job.listener && 'job' in is && is.job && 'job' in was)
    if (!sameDefinition(is.job, was.job)) createJob(run, instance, is.id, is.job)
}

function adoptWait(run: CommandRun, owner: Instance, event: CatchingNode, was: Node, mapping: Mapping): void {
  const before = eventsOf(mapping.former, was, owner).find(({ id }) => mapping.id(id) === event.id)
  if (!before) {
    if (!isInterrupted(run, owner, event)) subscribe(run, owner, event)
    return
  }
  if (sameDefinition(before.triggers, event.triggers)) return
  const waits = [...(owner.timers ?? []), ...(owner.subscriptions ?? [])].some(({ element }) => element === event.id)
  if (!waits) return
  unsubscribe(run, owner, [event])
  subscribe(run, owner, event)
}

/** An interrupting event sub-process has taken the scope over: it waits for no other. */
const isInterrupted = (run: CommandRun, scope: Instance, event: CatchingNode): boolean =>
  event.type === 'startEvent' &&
  run.inside(scope).some((inner) => {
    const node = run.node(inner)
    const start = node.type === 'subProcess' && node.triggeredBy !== undefined && run.graph.nodes[node.triggeredBy]
    return start && start.type === 'startEvent' && start.interrupting
  })

/** What the model says in another way holds for the open task too; whoever has claimed it keeps it. */
function adoptTask(run: CommandRun, instance: Instance, is: UserTaskNode, was: UserTaskNode): void {
  const { key, element } = instance
  const differs = (field: keyof UserTaskNode): boolean => !sameDefinition(is[field], was[field])
  const changes: TaskChanges = {
    ...(differs('candidateGroups') ? { groups: namesValue(run, is.candidateGroups, instance, 'candidateGroups') } : {}),
    ...(differs('candidateUsers') ? { users: namesValue(run, is.candidateUsers, instance, 'candidateUsers') } : {}),
    ...(differs('priority') && is.priority ? { priority: numberValue(run, is.priority, instance, 'priority') } : {}),
    ...(differs('dueDate') ? { dueDate: dateValue(run, is.dueDate, instance, 'dueDate') ?? null } : {}),
    ...(differs('followUpDate')
      ? { followUpDate: dateValue(run, is.followUpDate, instance, 'followUpDate') ?? null }
      : {}),
  }
  if (Object.keys(changes).length > 0) run.emit({ type: 'taskUpdated', key, element, changes })
  if (is.form === instance.task!.form) return
  run.emit({ type: 'taskFormChanged', key, element, ...(is.form === undefined ? {} : { form: is.form }) })
}

/** A join that has lost a flow may have all its tokens now. */
export function fireFullJoins(run: CommandRun): void {
  for (const scope of [...run.state.instances.values()]) {
    for (const gateway of Object.keys(scope.parked ?? {})) {
      const node = run.graph.byId.get(gateway)!
      if (node.type !== 'parallelGateway') continue
      const flows = node.incoming.map((index) => run.graph.flows[index]!.id)
      while (run.alive(scope) && flows.every((id) => (scope.parked?.[gateway]?.[id] ?? 0) > 0)) {
        run.emit({ type: 'tokensJoined', gateway, flows, scope: scope.key })
        run.enter(node, scope, { tokens: flows.length })
      }
    }
  }
}
