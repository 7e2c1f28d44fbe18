import type { Run } from '../run.ts'
import type { FeelNode, Loop } from '../syntax/node.ts'
import { FeelDate } from '../values/temporal.ts'
import { dateAt } from '../values/temporal.ts'
import { FeelRange } from '../values/range.ts'
import { isList, kindOf, type FeelValue } from '../values/value.ts'
import { local, type Code, type Compiling, type Frame } from './code.ts'

type Of<K extends FeelNode['kind']> = FeelNode & { readonly kind: K }
/** Visits the values in turn until the visitor answers true; false when there is nothing to iterate over. */
type Turns = (run: Run, frame: Frame | null, visit: (value: FeelValue) => boolean) => boolean

/** `for a in x, b in y return c`: the last loop turns fastest; `partial` is the list of the results so far. */
export function compileFor(node: Of<'for'>, compiling: Compiling): Code {
  const { turns, within } = compileLoops(node.loops, compiling.within('partial', 'partial'))
  const body = within.compile(node.body)
  const cost = 4 + node.body.to - node.body.from
  return (run, outer) => {
    const results: FeelValue[] = []
    const ok = iterate(turns, run, local(results, outer), (frame) => {
      run.spend(cost)
      run.makeItems(1)
      results.push(body(run, frame))
      return false
    })
    return ok ? results : run.warn('not-a-list', 'for needs a list or a range of whole numbers or dates', node.from)
  }
}

/** `some` is true when one turn is, `every` when all are; else null when one turn is neither true nor false (§10.3.2.13.2). */
export function compileQuantified(node: Of<'quantified'>, compiling: Compiling): Code {
  const { turns, within } = compileLoops(node.loops, compiling)
  const test = within.compile(node.test)
  const cost = 4 + node.test.to - node.test.from
  const decisive = !node.every
  return (run, outer) => {
    let decided = false
    let odd: FeelValue | undefined
    const ok = iterate(turns, run, outer, (frame) => {
      run.spend(cost)
      const holds = test(run, frame)
      decided = holds === decisive
      if (typeof holds !== 'boolean') odd = holds
      return decided
    })
    if (!ok) return run.warn('not-a-list', `${node.every ? 'every' : 'some'} needs a list or a range`, node.from)
    if (decided) return decisive
    if (odd === undefined) return !decisive
    return run.warn('not-a-condition', `satisfies has a ${kindOf(odd)} for a condition`, node.test.from)
  }
}

function compileLoops(loops: readonly Loop[], compiling: Compiling): { turns: Turns[]; within: Compiling } {
  let within = compiling
  const turns = loops.map((loop) => {
    const turn = compileLoop(loop, within)
    within = within.within(loop.name)
    return turn
  })
  return { turns, within }
}

function compileLoop({ domain, to }: Loop, compiling: Compiling): Turns {
  const first = compiling.compile(domain)
  const last = to && compiling.compile(to)
  return (run, frame, visit) => {
    const value = first(run, frame)
    return last ? count(value, last(run, frame), visit) : turnsOf(value, visit)
  }
}

function iterate(turns: readonly Turns[], run: Run, outer: Frame | null, visit: (frame: Frame) => boolean): boolean {
  let stopped = false
  const turn = (level: number, frame: Frame | null): boolean => {
    const loop = turns[level] as Turns
    const ok = loop(run, frame, (value) => {
      run.spend(1)
      const inner = local(value, frame)
      if (level + 1 === turns.length) stopped = visit(inner)
      else if (!turn(level + 1, inner)) return (failed = true)
      return stopped
    })
    return ok && !failed
  }
  let failed = false
  return turn(0, outer)
}

function turnsOf(value: FeelValue, visit: (value: FeelValue) => boolean): boolean {
  if (isList(value)) {
    value.some(visit)
    return true
  }
  if (value instanceof FeelRange) return value.unary === undefined && countRange(value, visit)
  // What is no list is a list of one.
  if (value !== null) visit(value)
  return value !== null
}

function countRange(range: FeelRange, visit: (value: FeelValue) => boolean): boolean {
  const { start = null, end = null } = range
  let first = start instanceof FeelDate ? start.epoch : start
  let last = end instanceof FeelDate ? end.epoch : end
  if (kindOf(start) !== kindOf(end) || !Number.isInteger(first) || !Number.isInteger(last)) return false
  if (!range.startIncluded) first = (first as number) + 1
  if (!range.endIncluded) last = (last as number) - 1
  return (
    (first as number) > (last as number) || steps(first as number, last as number, start instanceof FeelDate, visit)
  )
}

/** `from..to` goes down where `to` is the smaller. */
function count(from: FeelValue, to: FeelValue, visit: (value: FeelValue) => boolean): boolean {
  if (from instanceof FeelDate && to instanceof FeelDate) return steps(from.epoch, to.epoch, true, visit)
  if (!Number.isInteger(from) || !Number.isInteger(to)) return false
  return steps(from as number, to as number, false, visit)
}

function steps(from: number, to: number, dates: boolean, visit: (value: FeelValue) => boolean): boolean {
  const step = from <= to ? 1 : -1
  for (let i = from; step > 0 ? i <= to : i >= to; i += step) if (visit(dates ? dateAt(i) : i)) break
  return true
}
