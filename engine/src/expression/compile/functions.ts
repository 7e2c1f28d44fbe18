import { builtIn } from '../builtins/index.ts'
import type { Run } from '../run.ts'
import type { FeelNode } from '../syntax/node.ts'
import { byName, FeelFunction } from '../values/function.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import { conformed, conforms } from '../values/type.ts'
import { local, type Code, type Compiling, type Scope } from './code.ts'

type Of<K extends FeelNode['kind']> = FeelNode & { readonly kind: K }

/** `f(a, b)` or `f(x: a, y: b)`. */
export function compileCall(node: Of<'call'>, compiling: Compiling): Code {
  const target = node.target.kind === 'name' ? compileCallee(node.target, compiling) : compiling.compile(node.target)
  const values = node.args.map(({ value }) => compiling.compile(value))
  const names = node.args.map(({ name }) => name)
  const named = names[0] !== undefined
  const noFunction = (callee: FeelValue, run: Run): null => {
    const what = node.target.kind === 'name' ? node.target.name : `a ${kindOf(callee)}`
    return run.warn('no-function', `${what} is no function`, node.from)
  }
  return (run, frame) => {
    const callee = target(run, frame)
    if (!(callee instanceof FeelFunction)) return noFunction(callee, run)
    let args: readonly FeelValue[] | undefined = values.map((value) => value(run, frame))
    if (named) args = callee.arrange?.(new Map(args.map((value, i) => [names[i] as string, value])), run)
    if (!args) return run.warn('wrong-arguments', `${callee.name} has no such parameters`, node.from)
    const before = run.warnings.length
    const result = callee.apply(args, run)
    run.locate(before, node.from)
    return result
  }
}

/** What a name means where it is called: a variable that holds a function, else the built-in one. */
function compileCallee(node: Of<'name'>, compiling: Compiling): Code {
  const own = builtIn(node.name)
  for (let at: Scope | null = compiling.scope; at; at = at.outer) {
    if (at.kind === 'item' || at.name === node.name) return orElse(compiling.compile(node), own)
  }
  return (run) => {
    const value = run.names(node.name) as FeelValue | undefined
    return value instanceof FeelFunction ? value : (own ?? null)
  }
}

function orElse(code: Code, own: FeelFunction | undefined): Code {
  if (!own) return code
  return (run, frame) => {
    const value = code(run, frame)
    return value instanceof FeelFunction ? value : own
  }
}

/** `function(a: number, b) …`: what it reads of its surroundings is what they were where it was made. */
export function compileFunction(node: Of<'function'>, compiling: Compiling): Code {
  if (node.external) {
    return (run) => run.warn('no-function', 'external functions are not executed', node.from)
  }
  let within = compiling
  for (const { name } of node.parameters) within = within.within(name)
  const body = within.compile(node.body)
  const cost = 4 + node.body.to - node.body.from
  const levels = node.body.depth + 1
  const { parameters } = node
  return (made, outer) => {
    const { names } = made
    made.makeItems(4)
    const apply = (args: readonly FeelValue[], run: Run): FeelValue => {
      if (args.length !== parameters.length) {
        return run.warn('wrong-arguments', `the function takes ${parameters.length} arguments`, node.from)
      }
      let frame = outer
      for (const [i, { name, type }] of parameters.entries()) {
        const arg = args[i] as FeelValue
        const value = type ? conformed(arg, type, run, compiling.types) : arg
        if (type && value === null && arg !== null) {
          return run.warn('wrong-arguments', `${name} is a ${kindOf(arg)}`, node.from)
        }
        frame = local(value, frame)
      }
      run.spend(cost)
      run.enter(levels)
      const callers = run.names
      run.names = names
      const result = body(run, frame)
      run.names = callers
      run.leave(levels)
      return result
    }
    return new FeelFunction('function', parameters, apply, byName(parameters))
  }
}

export function compileInstance(node: Of<'instance'>, compiling: Compiling): Code {
  const value = compiling.compile(node.value)
  return (run, frame) => {
    const holds = conforms(value(run, frame), node.type, run, compiling.types)
    return holds ?? run.warn('unknown-name', 'there is no such type', node.from)
  }
}
