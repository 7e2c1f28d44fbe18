import { Trouble } from '../elements/behaviour.ts'
import type { Graph, Node } from '../model/graph.ts'
import { undoNext } from '../step/abilities/compensating.ts'
import type { Rejection } from '../step/command.ts'
import { reject, type CommandRun, type Handler } from '../step/handler.ts'
import { rootKey, type Instance } from '../step/state.ts'
import type { Instruction } from './plan.ts'

type Of<T extends Instruction['do']> = Extract<Instruction, { do: T }>

/**
 * Changes where a case stands: what is activated comes first, so that a container lives on when everything else in it ends.
 * Refused when nothing would be left: that is what `cancel` is for.
 */
export const modify: Handler<'modify'> = (run, { instructions, variables = {}, reason, by }) => {
  const author = by === undefined ? {} : { by }
  if (reason.trim() === '') return reject('reason-missing', 'A change by hand needs a reason', 'Write the reason')
  if (instructions.length === 0 && Object.keys(variables).length === 0)
    return reject('nothing-to-do', 'The change names nothing to do', 'Activate or end something, or set variables')
  run.emit({ type: 'caseModified', instructions, reason, ...author })
  if (Object.keys(variables).length > 0) run.emit({ type: 'variablesSet', key: rootKey, variables, ...author })
  const emptied: Instance[] = []
  for (const instruction of inOrder(instructions)) {
    const refused = carryOut(run, instruction, emptied)
    if (refused) return refused
  }
  for (const scope of emptied) endEmpty(run, scope)
  const root = run.state.instances.get(rootKey)
  if (!root || root.live > 0 || run.state.status !== 'active') return undefined
  if (!instructions.some((one) => one.do === 'activate'))
    return reject('would-end', 'Nothing would be left to do in the case', 'Activate something, or cancel the case')
  run.settle(root)
  return undefined
}

const order: Readonly<Record<Instruction['do'], number>> = { activate: 0, terminate: 1, dropToken: 2 }
const inOrder = (instructions: readonly Instruction[]): Instruction[] =>
  [...instructions].sort((a, b) => order[a.do] - order[b.do])

function carryOut(run: CommandRun, instruction: Instruction, emptied: Instance[]): Rejection | undefined {
  switch (instruction.do) {
    case 'activate':
      return activate(run, instruction)
    case 'terminate':
      return terminate(run, instruction, emptied)
    case 'dropToken':
      return dropToken(run, instruction, emptied)
  }
}

function activate(run: CommandRun, { element, scope: key, variables }: Of<'activate'>): Rejection | undefined {
  const node = run.graph.byId.get(element)
  if (!node) return reject('no-such-element', `The process has no element ${element}`, 'Choose one of its elements')
  const wrong = notToBeActivated(run.graph, node)
  if (wrong) return reject('not-to-be-activated', `${node.name || element} ${wrong}`, 'Activate what leads to it')
  const scope = scopeFor(run, run.graph.nodes[node.parent]!, key)
  if ('code' in scope) return scope
  run.enter(node, scope, { tokens: 0, ...(variables ? { local: variables } : {}) })
  return undefined
}

/** Why the element cannot be activated by hand, as the end of a sentence about it. */
export function notToBeActivated(graph: Graph, node: Node): string | undefined {
  if (node.type === 'process') return 'is the process itself'
  if (node.type === 'boundaryEvent') return 'stands on the border of an activity'
  if (node.compensation) return 'undoes something that was done'
  const parent = graph.nodes[node.parent]!
  const starts = parent.type === 'subProcess' && parent.triggeredBy === node.index
  return starts ? 'starts an event sub-process' : undefined
}

/** The live container that the element is placed in; opened now where none lives. */
function scopeFor(run: CommandRun, container: Node, key: number | undefined): Instance | Rejection {
  const living = [...run.state.instances.values()].filter(({ element, loop }) => element === container.id && !loop)
  const name = container.name || container.id
  if (key !== undefined) {
    const named = living.find((instance) => instance.key === key)
    return named ?? reject('no-such-instance', `Instance ${key} is no live ${name}`, 'Load the case again')
  }
  const [only, another] = living
  if (another) {
    const words = `${name} lives ${living.length} times in this case (${living.map((one) => one.key).join(', ')})`
    return reject('scope-unclear', words, 'Name the one in which to activate')
  }
  if (only) return only
  if (container.loop || container.standardLoop) {
    const words = `${name} runs once for each of several items, and none of them is there`
    return reject('scope-unclear', words, `Activate ${name} itself`)
  }
  const outer = scopeFor(run, run.graph.nodes[container.parent]!, undefined)
  if ('code' in outer) return outer
  try {
    return run.open(container, outer)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return reject('scope-impossible', `${name} cannot be opened: ${error.message}`, 'Set the variables that it reads')
  }
}

function terminate(run: CommandRun, { key }: Of<'terminate'>, emptied: Instance[]): Rejection | undefined {
  const instance = run.state.instances.get(key)
  if (!instance || key === rootKey) {
    const words = `Instance ${key} of case ${run.state.case} is not alive`
    return reject('no-such-instance', words, key === rootKey ? 'Cancel the case' : 'Load the case again')
  }
  endInstance(run, instance, emptied)
  return undefined
}

/** Ends the instance; whoever waits for it goes on. */
export function endInstance(run: CommandRun, instance: Instance, emptied: Instance[]): void {
  const thrower = instance.undoes === undefined ? undefined : run.state.instances.get(instance.undoes)
  run.terminate(instance)
  const scope = run.state.instances.get(instance.scope)
  if (scope) emptied.push(scope)
  if (thrower && run.alive(thrower)) undoNext(run, thrower)
}

function dropToken(run: CommandRun, { scope: key, gateway, flow }: Of<'dropToken'>, emptied: Instance[]) {
  const scope = run.state.instances.get(key)
  if (!scope || (scope.parked?.[gateway]?.[flow] ?? 0) === 0) {
    const words = `No token waits at ${gateway} on ${flow} in instance ${key}`
    return reject('no-such-token', words, 'Load the case again')
  }
  run.emit({ type: 'tokensSwallowed', gateway, scope: key, flows: [flow] })
  emptied.push(scope)
  return undefined
}

/** A container in which nothing is left ends without leaving by a flow; a loop goes on with what it has still to do. */
export function endEmpty(run: CommandRun, scope: Instance): void {
  for (let at: Instance | undefined = scope; at && at.key !== rootKey; at = run.state.instances.get(at.scope)) {
    if (!run.alive(at) || at.live > 0) return
    const goesOn = at.loop && !run.node(at).standardLoop && !isSpent(at)
    if (goesOn) return run.settle(at)
    run.terminate(at)
  }
}

/** Every item of the loop was ended by hand, and none was ever completed. */
const isSpent = ({ loop }: Instance): boolean => loop!.completed === 0 && loop!.started >= loop!.items.length
