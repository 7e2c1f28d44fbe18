import { Trouble } from '../../elements/behaviour.ts'
import { compileFeel } from '../../expression/feel.ts'
import type { Variables } from '../../expression/expression.ts'
import type { Node } from '../../model/graph.ts'
import type { Rejection } from '../../step/command.ts'
import { reject, type CommandRun, type Handler } from '../../step/handler.ts'
import { namesIn } from '../../step/scope.ts'
import { rootKey, type Instance } from '../../step/state.ts'
import { endEmpty, endInstance } from '../modify.ts'
import type { MigrationPlan, MigrationProblem } from '../plan.ts'
import { adopt, fireFullJoins, leaveWaits } from './adopt.ts'
import { Mapping } from './mapping.ts'
import { obstacles } from './obstacles.ts'

/**
 * A running case goes over to another version of its process: tokens, joins, loops in progress, called cases, open tasks with
 * their claims, timers with the time that they have left, legal clocks with their ledger. All of it, or nothing: whatever
 * stands in the way is told at once.
 */
export const migrate: Handler<'migrate'> = (run, { version, plan, reason, by }) => {
  const { state, graph } = run
  const { former } = run.moment
  if (!former) throw new Error('Expected the former graph of a migration in its moment')
  if (reason.trim() === '') return reject('reason-missing', 'A migration needs a reason', 'Write the reason')
  if (state.version === version || state.standing)
    return reject('same-version', `Case ${state.case} runs on version ${version} already`, 'Leave it out')
  const mapping = new Mapping(former, graph, plan)
  const ended = endedBy(run, plan)
  const problems = obstacles(state, mapping, new Set(ended.map(({ key }) => key)))
  if (problems.length > 0) return notMigrated(problems)
  const emptied = takeTokens(run, plan)
  for (const instance of ended) if (run.alive(instance)) endInstance(run, instance, emptied)
  for (const instance of [...state.instances.values()]) leaveWaits(run, instance, mapping)
  const author = by === undefined ? {} : { by }
  const { elements, flows } = mapping.renames(state)
  const forgotten = [...(plan.dropCompensation ?? [])]
  const was = new Map([...state.instances.values()].map(({ key, element }) => [key, mapping.was(element)!]))
  run.emit({ type: 'caseMigrated', from: state.version, version, elements, flows, forgotten, reason, ...author })
  const failed = setVariables(run, plan, author)
  if (failed) return failed
  const cut = adoptAll(run, was, mapping)
  if (cut) return cut
  for (const scope of emptied) endEmpty(run, scope)
  if (!(state.instances.get(rootKey)!.live > 0)) {
    const words = 'Nothing that lives in the case goes over'
    return notMigrated([
      {
        outcome: 'cannot',
        code: 'nothing-left',
        element: former.process,
        words,
        remedy: 'Map something, or cancel it',
      },
    ])
  }
  fireFullJoins(run)
  return undefined
}

function notMigrated(problems: readonly MigrationProblem[]): Rejection {
  const [first] = problems as [MigrationProblem]
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return { ...reject('not-migrated', `${first.words}${more}`, first.remedy), problems }
}

/** Live instances at elements that the plan ends, with everything inside them. */
function endedBy(run: CommandRun, { ends = [] }: MigrationPlan): Instance[] {
  const found: Instance[] = []
  const add = (instance: Instance): void => {
    found.push(instance)
    for (const inner of run.inside(instance)) add(inner)
  }
  for (const instance of run.state.instances.values())
    if (ends.includes(instance.element) && !found.includes(instance)) add(instance)
  return found
}

function takeTokens(run: CommandRun, { dropTokens = [] }: MigrationPlan): Instance[] {
  const emptied: Instance[] = []
  for (const gateway of dropTokens) {
    for (const scope of [...run.state.instances.values()]) {
      const tokens = Object.entries(scope.parked?.[gateway] ?? {})
      const flows = tokens.flatMap(([flow, count]) => Array.from({ length: count }, () => flow))
      if (flows.length > 0) run.emit({ type: 'tokensSwallowed', gateway, scope: scope.key, flows })
      if (scope.resetting?.[gateway]) run.emit({ type: 'gatewayReset', gateway, scope: scope.key })
      if (flows.length > 0) emptied.push(scope)
    }
  }
  return emptied
}

function adoptAll(run: CommandRun, was: ReadonlyMap<number, Node>, mapping: Mapping): Rejection | undefined {
  for (const [key, node] of was) {
    const instance = run.state.instances.get(key)
    try {
      if (instance) adopt(run, instance, node, mapping)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      return mappingFailed(node.id, `What ${node.name || node.id} waits for now: ${error.message}`)
    }
  }
  return undefined
}

const mappingFailed = (element: string, words: string): Rejection =>
  notMigrated([
    {
      outcome: 'cannot',
      code: 'mapping-failed',
      element,
      words,
      remedy: 'Correct the expression, or set the variables that it reads',
    },
  ])

function setVariables(run: CommandRun, plan: MigrationPlan, author: { by?: string }): Rejection | undefined {
  const { variables = {}, mappings = [] } = plan
  const set = (values: Variables): void =>
    run.emit({ type: 'variablesSet', key: rootKey, variables: values, ...author })
  if (Object.keys(variables).length > 0) set(variables)
  for (const { source, target } of mappings) {
    const compiled = compileFeel(source.replace(/^\s*=/, ''))
    const root = run.state.instances.get(rootKey)!
    const result = compiled.ok
      ? compiled.expression.evaluate(namesIn(run.state, root, run.moment), run.moment)
      : compiled
    if (!result.ok) return mappingFailed(target, `${target} cannot be set by «${source}»: ${result.trouble}`)
    set({ [target]: result.value })
  }
  return undefined
}
