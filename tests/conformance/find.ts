import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Case } from './case.ts'

export interface FoundRuns {
  /** `group/…/folder of the case`, or of a drawing `interchange/…/file` without its ending. */
  readonly id: string
  readonly group: string
}

/** A drawing that must come through reading and writing unharmed. */
export interface FoundDrawing extends FoundRuns {
  readonly file: string
}

export interface FoundCase extends FoundRuns {
  readonly folder: string
  readonly content: Case
}

export interface Found {
  readonly cases: readonly FoundCase[]
  readonly drawings: readonly FoundDrawing[]
  /** Files of kinds that the runner does not read. */
  readonly unread: { readonly dmn: number }
}

/** Every `case.json` below the folder, and every drawing below a folder named `interchange`, in a fixed order. */
export function findCases(below: string): Found {
  const paths = readdirSync(below, { recursive: true, encoding: 'utf8' }).toSorted()
  return {
    cases: paths.filter((path) => basename(path) === 'case.json').map((path) => found(below, dirname(path))),
    drawings: paths.filter((path) => path.endsWith('.bpmn')).flatMap((path) => drawing(join(below, path))),
    unread: { dmn: paths.filter((path) => /-test-.*\.xml$/.test(path)).length },
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

const group = 'interchange'

function drawing(file: string): FoundDrawing[] {
  const parts = file.slice(0, -'.bpmn'.length).split(sep)
  const at = parts.lastIndexOf(group, -2)
  return at < 0 ? [] : [{ id: parts.slice(at).join('/'), group, file }]
}
