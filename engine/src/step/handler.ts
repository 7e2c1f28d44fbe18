import type { Run } from '../elements/behaviour.ts'
import type { Node } from '../model/graph.ts'
import type { Command, Rejection } from './command.ts'
import type { IncidentState, Instance, TaskState } from './state.ts'

/** Where a case begins; `happened`: what the element waits for has come and started the case. */
export interface Beginning {
  readonly node: Node
  readonly happened: boolean
}

/** What an attempt does: a part of the element's life, or only its own work once its listeners are done. */
export type Phase = IncidentState['phase'] | 'working'

/** What a command needs of the step beyond what a behaviour has. */
export interface CommandRun extends Run {
  attempt(instance: Instance, phase: Phase): void
  /** Opens a container for what will be placed inside: its data, clock and waits, but none of its start events. Throws `Trouble`. */
  open(node: Node, scope: Instance): Instance
  /** Enters the process by these elements. */
  begin(beginnings: readonly Beginning[]): void
}

/** Handles one type of command: emits, or refuses; of what a refusal has emitted before nothing is left. */
export type Handler<T extends Command['type']> = (
  run: CommandRun,
  command: Extract<Command, { type: T }>,
) => Rejection | undefined

export const reject = (code: Rejection['code'], words: string, remedy: string): Rejection => ({ code, words, remedy })

/** The open task of a command, or why there is none. */
export function openTask(
  run: Run,
  command: { key: number; revision?: number },
): { instance: Instance; task: TaskState } | Rejection {
  const instance = run.state.instances.get(command.key)
  if (!instance?.task) {
    return reject(
      'no-such-task',
      `Task ${command.key} of case ${run.state.case} is not open`,
      'Load the task list again',
    )
  }
  const { task } = instance
  if (instance.job?.listener) {
    return reject(
      'task-pending',
      `Task ${command.key} waits for what listens to its ${instance.job.listener}`,
      'Wait a moment, then load the task again',
    )
  }
  if (command.revision !== undefined && command.revision !== task.revision) {
    return reject(
      'task-changed',
      `Task ${command.key} has changed since it was loaded`,
      'Load the task again, then repeat',
    )
  }
  return { instance, task }
}
