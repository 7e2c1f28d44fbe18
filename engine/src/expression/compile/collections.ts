import type { Run } from '../run.ts'
import type { FeelNode } from '../syntax/node.ts'
import { compare } from '../values/compare.ts'
import { FeelRange, unaryRange } from '../values/range.ts'
import { contextOf, isList, kindOf, type FeelValue } from '../values/value.ts'
import { compileName } from './names.ts'
import { local, type Code, type Compiling, type Frame } from './code.ts'

type Of<K extends FeelNode['kind']> = FeelNode & { readonly kind: K }

export function compileList(node: Of<'list'>, compiling: Compiling): Code {
  const items = node.items.map((item) => compiling.compile(item))
  return (run, frame) => {
    run.makeItems(items.length)
    return items.map((item) => item(run, frame))
  }
}

/** Each entry sees those before it; a key that comes twice makes the whole null (§10.3.2.6). */
export function compileContext(node: Of<'context'>, compiling: Compiling): Code {
  const keys = node.entries.map(({ key }) => key)
  let within = compiling
  const values = node.entries.map(({ key, value }) => {
    const code = within.compile(value)
    within = within.within(key)
    return code
  })
  const twice = new Set(keys).size < keys.length ? keys.find((key, i) => keys.indexOf(key) < i) : undefined
  if (twice !== undefined) return (run) => run.warn('no-result', `the context has ${twice} twice`, node.from)
  return (run, outer) => {
    run.makeItems(2 * keys.length)
    let frame = outer
    const found = values.map((code) => {
      frame = local(code(run, frame), frame)
      return frame.value
    })
    return contextOf(found.map((value, i) => [keys[i] as string, value]))
  }
}

/** A range whose ends are of one kind and in order (§10.3.2.7); anything else is null. */
export function compileInterval(node: Of<'interval'>, compiling: Compiling): Code {
  const start = compiling.compile(node.start)
  const end = compiling.compile(node.end)
  const { startIncluded, endIncluded } = node
  return (run, frame) => {
    const low = start(run, frame)
    const high = end(run, frame)
    return (
      makeRange(low, high, startIncluded, endIncluded, run) ??
      run.warn('no-result', `there is no range from ${kindOf(low)} to ${kindOf(high)}`, node.from)
    )
  }
}

function makeRange(
  low: FeelValue,
  high: FeelValue,
  startIncluded: boolean,
  endIncluded: boolean,
  run: Run,
): FeelRange | null {
  const open = (low === null) !== (high === null)
  const order = open ? 0 : kindOf(low) === kindOf(high) ? compare(low, high, run) : null
  return order === null || order > 0 ? null : new FeelRange(low, high, startIncluded, endIncluded)
}

export function compileBound(node: Of<'bound'>, compiling: Compiling): Code {
  const value = compiling.compile(node.value)
  return (run, frame) => unaryRange(node.operator, value(run, frame))
}

/** `list[2]`, `list[-1]`, `list[price > 3]`; what is no list is a list of one (§10.3.2.5). */
export function compileFilter(node: Of<'filter'>, compiling: Compiling): Code {
  // What is filtered is only looked at: the results of a loop need no copy.
  const list = node.list.kind === 'name' ? compileName(node.list, compiling, true) : compiling.compile(node.list)
  if (node.test.kind === 'number') {
    const position = node.test.value
    return (run, frame) => itemAt(list(run, frame), position, run, node.from)
  }
  const test = compiling.within('item', 'item').compile(node.test)
  const cost = node.test.to - node.test.from
  return (run, frame) => {
    const all = list(run, frame)
    if (all === null) return null
    return filtered(isList(all) ? all : [all], test, cost, run, frame, node)
  }
}

function filtered(
  all: readonly FeelValue[],
  test: Code,
  cost: number,
  run: Run,
  frame: Frame | null,
  node: FeelNode,
): FeelValue {
  const found: FeelValue[] = []
  for (const item of all) {
    run.spend(4 + cost)
    const holds = test(run, local(item, frame))
    // A number selects by position: it is the same for every item.
    if (typeof holds === 'number') return itemAt(all, holds, run, node.from)
    if (holds === true) {
      run.makeItems(1)
      found.push(item)
    } else if (holds !== false && holds !== null) {
      run.warn('not-a-condition', `the filter is a ${kindOf(holds)}`, node.from)
    }
  }
  return found
}

/** The first item has position 1, the last -1. */
function itemAt(value: FeelValue, position: number, run: Run, from: number): FeelValue {
  const all = isList(value) ? value : value === null ? [] : [value]
  const item = all[position > 0 ? position - 1 : all.length + position]
  if (item === undefined || position === 0) return run.warn('unknown-entry', `there is no item ${position}`, from)
  return item
}
