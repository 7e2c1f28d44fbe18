import { builtIn } from '../builtins/index.ts'
import type { Run } from '../run.ts'
import type { FeelNode } from '../syntax/node.ts'
import { entryOf, isContext, isList, kindOf, type FeelContext, type FeelValue } from '../values/value.ts'
import { propertyOf } from '../values/property.ts'
import type { Code, Compiling, Frame, Scope } from './code.ts'

/** A name: a local one, an entry of a filtered item, one of the outside, or a built-in function. */
export function compileName(node: FeelNode & { kind: 'name' }, { scope }: Compiling, live = false): Code {
  const { name, from } = node
  const items: number[] = []
  let depth = 0
  for (let at: Scope | null = scope; at; at = at.outer, depth++) {
    if (at.kind === 'item') items.push(depth)
    if (at.name !== name) continue
    const found = at.kind === 'partial' && !live ? snapshotAt(depth) : localAt(depth)
    return items.length === 0 ? found : itemEntry(name, items, found)
  }
  const outside = compileOutside(name, from)
  return items.length === 0 ? outside : itemEntry(name, items, outside)
}

function compileOutside(name: string, position: number): Code {
  const own = builtIn(name)
  return (run) => {
    const value = run.names(name) as FeelValue | undefined
    if (value !== undefined) return value
    return own ?? run.warn('unknown-name', `nobody set ${name}`, position)
  }
}

function localAt(depth: number): Code {
  if (depth === 0) return (_run, frame) => (frame as Frame).value
  if (depth === 1) return (_run, frame) => ((frame as Frame).outer as Frame).value
  return (_run, frame) => frameAt(frame, depth).value
}

/** The list that a loop is still adding to, as it is now. */
function snapshotAt(depth: number): Code {
  return (run, frame) => {
    const results = frameAt(frame, depth).value as readonly FeelValue[]
    run.spend(1 + (results.length >> 2))
    run.makeItems(results.length)
    return results.slice()
  }
}

function frameAt(frame: Frame | null, depth: number): Frame {
  let at = frame as Frame
  for (let i = 0; i < depth; i++) at = at.outer as Frame
  return at
}

/** Looks into the filtered items around the name before it goes further out. */
function itemEntry(name: string, items: readonly number[], otherwise: Code): Code {
  return (run, frame) => {
    for (const depth of items) {
      const item = frameAt(frame, depth).value
      const entry = isContext(item) ? entryOf(item, name) : undefined
      if (entry !== undefined) return entry
    }
    return otherwise(run, frame)
  }
}

/** `target.name`: an entry, a property of a temporal value or range, or the list of these for each item (§10.3.2.5). */
export function compilePath(node: FeelNode & { kind: 'path' }, compiling: Compiling): Code {
  const { name } = node
  const target = compiling.compile(node.target)
  return (run, frame) => {
    const value = target(run, frame)
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)) {
      const entry = (value as FeelContext)[name]
      if (isContext(value)) return entry === undefined ? null : entry
    }
    return pathOf(value, name, run, node.to - name.length)
  }
}

function pathOf(value: FeelValue, name: string, run: Run, position: number): FeelValue {
  if (value === null || isContext(value)) {
    return entryOf(value ?? {}, name) ?? run.warn('unknown-entry', `there is no ${name}`, position)
  }
  if (isList(value)) {
    run.spend(value.length)
    run.makeItems(value.length)
    run.enter(1)
    const found = value.map((item) => pathOf(item, name, run, position))
    run.leave(1)
    return found
  }
  const property = propertyOf(value, name, run)
  return property === undefined ? run.warn('unknown-entry', `a ${kindOf(value)} has no ${name}`, position) : property
}
