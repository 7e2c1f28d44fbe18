import type { CompiledQuery, OperationNode } from 'kysely'

const most = 500
const known = new Map<string, ReadonlySet<string> | undefined>()

/** Names of the tables in a query; undefined where a part of it is written by hand, or there is none, so that nobody can tell. */
export function tablesOf({ sql, query }: Pick<CompiledQuery, 'sql' | 'query'>): ReadonlySet<string> | undefined {
  if (known.has(sql)) return known.get(sql)
  const tables = new Set<string>()
  const told = collect(query, tables)
  if (known.size >= most) known.clear()
  // A question about no table asks for something else: a lock, the time.
  known.set(sql, told && tables.size > 0 ? tables : undefined)
  return known.get(sql)
}

/** False where there is a part that says nothing of its tables. */
function collect(value: unknown, into: Set<string>): boolean {
  if (Array.isArray(value)) return value.every((one) => collect(one, into))
  if (typeof value !== 'object' || value === null) return true
  const node = value as OperationNode & Record<string, unknown>
  if (node.kind === 'RawNode') return false
  if (node.kind === 'TableNode') {
    const { identifier } = node['table'] as { readonly identifier: { readonly name: string } }
    into.add(identifier.name)
    return true
  }
  // Values are data, whatever they look like.
  if (node.kind === 'ValueNode' || node.kind === 'PrimitiveValueListNode') return true
  return Object.values(node).every((part) => collect(part, into))
}
