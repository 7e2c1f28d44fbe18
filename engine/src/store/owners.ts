import type { TaskRow } from './port.ts'

/** Whose inbox a task stands in while it is open: its assignee's, its candidates', its departments'. */
export function ownersOf(task: TaskRow): string[] {
  if (task.state !== 'open') return []
  const people = new Set(task.assignee === null ? task.users : [task.assignee, ...task.users])
  return [...[...people].map((id) => `user:${id}`), ...[...new Set(task.groups)].map((code) => `group:${code}`)]
}
