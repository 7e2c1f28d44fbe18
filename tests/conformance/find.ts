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

/** A test file of the DMN compatibility kit. */
export interface FoundTestCases extends FoundRuns {
  readonly file: string
}

export interface Found {
  readonly cases: readonly FoundCase[]
  readonly drawings: readonly FoundDrawing[]
  readonly testCases: readonly FoundTestCases[]
}

/** Every `case.json` and every DMN test file below the folder, and every drawing below a folder `interchange`, in a fixed order. */
export function findCases(below: string): Found {
  const paths = readdirSync(below, { recursive: true, encoding: 'utf8' }).toSorted()
  return {
    cases: paths.filter((path) => basename(path) === 'case.json').map((path) => found(below, dirname(path))),
    drawings: paths.filter((path) => path.endsWith('.bpmn')).flatMap((path) => drawing(join(below, path))),
    testCases: paths.filter((path) => /-test-[^/\\]*\.xml$/.test(path)).map((path) => testCases(below, path)),
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

/** The folder is the group: the kit has one for each subject. */
const testCases = (below: string, path: string): FoundTestCases => ({
  id: path.slice(0, -'.xml'.length).split(sep).join('/'),
  group: dirname(path) === '.' ? basename(below) : dirname(path).split(sep).join('/'),
  file: join(below, path),
})

const group = 'interchange'

function drawing(file: string): FoundDrawing[] {
  const parts = file.slice(0, -'.bpmn'.length).split(sep)
  const at = parts.lastIndexOf(group, -2)
  return at < 0 ? [] : [{ id: parts.slice(at).join('/'), group, file }]
}
