import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Case } from './case.ts'

export interface FoundCase {
  /** `group/…/folder of the case` */
  readonly id: string
  readonly group: string
  readonly folder: string
  readonly content: Case
}

export interface Found {
  readonly cases: readonly FoundCase[]
  /** Files of kinds that the runner does not read. */
  readonly unread: { readonly dmn: number; readonly interchange: number }
}

/** Every `case.json` below the folder, in a fixed order. */
export function findCases(below: string): Found {
  const paths = readdirSync(below, { recursive: true, encoding: 'utf8' }).toSorted()
  const isInterchange = (path: string): boolean => `${below}${sep}${dirname(path)}`.split(sep).includes('interchange')
  return {
    cases: paths.filter((path) => basename(path) === 'case.json').map((path) => found(below, dirname(path))),
    unread: {
      dmn: paths.filter((path) => /-test-.*\.xml$/.test(path)).length,
      interchange: paths.filter((path) => path.endsWith('.bpmn') && isInterchange(path)).length,
    },
  }
}

function found(below: string, path: string): FoundCase {
  const folder = join(below, path)
  const parts = relative(below, folder).split(sep)
  const withGroup = parts.length > 1 ? parts : [basename(below), ...parts]
  return {
    id: withGroup.join('/'),
    group: withGroup[0]!,
    folder,
    content: JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case,
  }
}
