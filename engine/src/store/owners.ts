import type { TaskRow } from './port.ts'

/** Whose inbox a task stands in while it is open: its assignee's, its candidates', its departments'. */
export function ownersOf({ state, assignee, users, groups }: TaskRow): string[] {
  const owners: string[] = []
  if (state !== 'open') return owners
  if (assignee !== null) owners.push(`user:${assignee}`)
  for (const id of users) owners.push(`user:${id}`)
  for (const code of groups) owners.push(`group:${code}`)
  return owners.length > 1 ? [...new Set(owners)] : owners
}
