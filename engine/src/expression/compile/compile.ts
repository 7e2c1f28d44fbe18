import type { FeelNode } from '../syntax/node.ts'
import { parseTemporal } from '../values/literal.ts'
import type { TypeTest } from '../values/type.ts'
import type { Code, Compiling, Scope } from './code.ts'
import { compileBound, compileContext, compileFilter, compileInterval, compileList } from './collections.ts'
import { compileCall, compileFunction, compileInstance } from './functions.ts'
import { compileFor, compileQuantified } from './loops.ts'
import { compileName, compilePath } from './names.ts'
import {
  compileArithmetic,
  compileBetween,
  compileEquality,
  compileIf,
  compileIn,
  compileLogic,
  compileNegate,
  compileOrder,
} from './operators.ts'
import { compileTests, input } from './tests.ts'

/** Puts something around what a part compiled to: the trace. */
export type Wrap = (node: FeelNode, code: Code) => Code

/**
 * A closure for an expression; what it may do is bounded by what it spends of its run. Its innermost frame holds the
 * value of `?`.
 */
export function compile(node: FeelNode, types?: TypeTest, wrap: Wrap = (_node, code) => code): Code {
  return compilingIn({ kind: 'local', name: input, outer: null }, types, wrap).compile(node)
}

function compilingIn(scope: Scope, types: TypeTest | undefined, wrap: Wrap): Compiling {
  const compiling: Compiling = {
    scope,
    types,
    compile: (node) => wrap(node, compileNode(node, compiling)),
    within: (name, kind = 'local') => compilingIn({ kind, name, outer: scope }, types, wrap),
  }
  return compiling
}

function compileNode(node: FeelNode, compiling: Compiling): Code {
  switch (node.kind) {
    case 'null':
      return () => null
    case 'boolean':
    case 'number':
    case 'string': {
      const { value } = node
      return () => value
    }
    case 'at': {
      const value = parseTemporal(node.text)
      return value ? () => value : (run) => run.warn('no-result', `@"${node.text.slice(0, 40)}" is no date`, node.from)
    }
    case 'name':
      return compileName(node, compiling)
    case 'path':
      return compilePath(node, compiling)
    case 'filter':
      return compileFilter(node, compiling)
    case 'call':
      return compileCall(node, compiling)
    case 'list':
      return compileList(node, compiling)
    case 'context':
      return compileContext(node, compiling)
    case 'function':
      return compileFunction(node, compiling)
    case 'if':
      return compileIf(node, compiling)
    case 'for':
      return compileFor(node, compiling)
    case 'quantified':
      return compileQuantified(node, compiling)
    case 'logic':
      return compileLogic(node, compiling)
    case 'compare':
      return node.operator === '=' || node.operator === '!='
        ? compileEquality(node, compiling)
        : compileOrder(node, compiling)
    case 'between':
      return compileBetween(node, compiling)
    case 'in':
      return compileIn(node, compiling)
    case 'arithmetic':
      return compileArithmetic(node, compiling)
    case 'negate':
      return compileNegate(node, compiling)
    case 'instance':
      return compileInstance(node, compiling)
    case 'interval':
      return compileInterval(node, compiling)
    case 'bound':
      return compileBound(node, compiling)
    case 'tests':
      return compileTests(node, compiling)
  }
}
