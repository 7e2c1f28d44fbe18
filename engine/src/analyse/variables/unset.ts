import type { Graph } from '../../model/graph.ts'
import type { Problem } from '../../model/problem.ts'
import { variableUses, type Surroundings, type VariableUse } from './usage.ts'

/** Names that every expression of a process may read besides its variables. */
const given = new Set([
  'due',
  'roll',
  'strictGap',
  'loopCounter',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
  'activationCount',
])

/**
 * Variables that are read but that nobody sets. Where someone may set what the drawing does not name, only what looks like
 * a slip of the pen is told: a name that differs little from one that is set.
 */
export function unsetVariables(graph: Graph, surroundings: Surroundings): Problem[] {
  const uses = variableUses(graph, surroundings)
  const set = uses.flatMap(({ writes }) => writes)
  const roots = new Set(set.map(([root]) => root as string))
  const open = uses.some((use) => use.open)
  const told = new Set<string>()
  return uses.flatMap(({ element, reads }) =>
    reads.flatMap(({ path, field }) => {
      if (given.has(path[0] as string) || isSet(path, set)) return []
      const name = path.join('.')
      const meant = nearest(name, roots.has(path[0] as string) ? set.map((one) => one.join('.')) : [...roots])
      if ((open && meant === undefined) || told.has(`${element} ${name}`)) return []
      told.add(`${element} ${name}`)
      return [problem(nameOf(graph, element), element, field, name, meant)]
    }),
  )
}

/** Something of the path is set, or something below it. */
const isSet = (path: readonly string[], set: readonly (readonly string[])[]): boolean =>
  set.some((one) => one.every((part, i) => i >= path.length || part === path[i]))

const nameOf = (graph: Graph, id: string): string => graph.byId.get(id)?.name || graph.flowById.get(id)?.name || id

const problem = (title: string, element: string, field: string, name: string, meant: string | undefined): Problem => ({
  code: meant === undefined ? 'variable-unset' : 'variable-mistaken',
  severity: 'warning',
  element,
  field,
  words: `${title} reads a variable that nobody sets: ${name}${meant === undefined ? '' : ` (${meant}?)`}`,
  fix: 'Correct the name, or set the variable before',
})

/** The known name that differs by the fewest characters, at most one in four of its last part. */
function nearest(name: string, known: readonly string[]): string | undefined {
  let best: { name: string; distance: number } | undefined
  const most = Math.max(1, Math.floor((name.split('.').at(-1) ?? '').length / 4))
  for (const candidate of new Set(known)) {
    if (Math.abs(candidate.length - name.length) > most) continue
    const found = distance(name.toLowerCase(), candidate.toLowerCase())
    if (found <= most && found < (best?.distance ?? Infinity)) best = { name: candidate, distance: found }
  }
  return best?.name
}

/** Insertions, deletions and replacements of a character. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

/** The variables that the others set, for a field that offers names: whole paths, in order. */
export function offeredNames(uses: readonly VariableUse[], element: string): string[] {
  const own = uses.find((use) => use.element === element)
  const local = new Set(own?.writes.map((path) => path.join('.')) ?? [])
  const names = uses.flatMap(({ writes }) => writes.map((path) => path.join('.')))
  return [...new Set([...names.filter((name) => !local.has(name)), ...local])].toSorted()
}
