import type { ModdleElement } from '../../modeler/services.ts'
import { extensionOf, type Create } from './extension.ts'

/** A row of a joint review: which department, how long it has, on what ground, and when it takes part. */
export interface DepartmentRow {
  code: string
  name: string
  limit: string
  unit: 'wd' | 'cd'
  basis: string
  /** FEEL without the leading `=`; empty means always. */
  when: string
}

export const emptyRow = (): DepartmentRow => ({ code: '', name: '', limit: '5', unit: 'wd', basis: '', when: '' })

export function readDepartments(activity: ModdleElement): DepartmentRow[] {
  const table = extensionOf(activity, 'lianban:Departments')
  const rows = (table?.get('departments') as ModdleElement[] | undefined) ?? []
  return rows.map((row) => ({
    code: text(row, 'code'),
    name: text(row, 'name'),
    limit: text(row, 'limit'),
    unit: text(row, 'unit') === 'cd' ? 'cd' : 'wd',
    basis: text(row, 'basis'),
    when: text(row, 'when').replace(/^=\s*/, ''),
  }))
}

export function writeDepartments(create: Create, rows: readonly DepartmentRow[]): { departments: ModdleElement[] } {
  return {
    departments: rows.map(({ code, name, limit, unit, basis, when }) => {
      const optional = { ...(name ? { name } : {}), ...(basis ? { basis } : {}), ...(when ? { when: `=${when}` } : {}) }
      return create('lianban:Department', { code, limit, unit, ...optional })
    }),
  }
}

export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const copy = [...rows]
  const [row] = copy.splice(from, 1)
  if (row !== undefined) copy.splice(to, 0, row)
  return copy
}

const text = (element: ModdleElement, property: string): string => String(element.get(property) ?? '')
