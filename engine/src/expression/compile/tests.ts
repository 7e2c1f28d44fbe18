import type { FeelNode } from '../syntax/node.ts'
import { childrenOf } from '../syntax/node.ts'
import { matches } from '../values/contains.ts'
import type { FeelValue } from '../values/value.ts'
import type { Code, Compiling } from './code.ts'

/** The name of the value under test. */
export const input = '?'

/**
 * A list of unary tests (DMN 1.5, §7.3.3 and rules 12 to 15): true when one of them holds for `?`, null when none does and
 * one has no answer. No tests at all (`-`) hold for everything.
 */
export function compileTests(node: FeelNode & { kind: 'tests' }, compiling: Compiling): Code {
  if (node.tests.length === 0) return () => true
  const subject = compiling.compile({ kind: 'name', name: input, from: node.from, to: node.from, depth: 1 })
  const tests = node.tests.map((test) => compileTest(test, subject, compiling))
  const [only] = tests
  const any: Code = only && tests.length === 1 ? only : anyOf(tests)
  if (!node.negated) return any
  return (run, frame) => {
    const holds = any(run, frame)
    return typeof holds === 'boolean' ? !holds : null
  }
}

const anyOf =
  (tests: readonly Code[]): Code =>
  (run, frame) => {
    let unknown = false
    for (const test of tests) {
      const holds = test(run, frame)
      if (holds === true) return true
      if (holds === null) unknown = true
    }
    return unknown ? null : false
  }

/** A test that reads `?` says itself whether it holds; any other is a value that `?` is compared with. */
function compileTest(test: FeelNode, subject: Code, compiling: Compiling): Code {
  const code = compiling.compile(test)
  if (readsInput(test)) return (run, frame) => truth(code(run, frame))
  return (run, frame) => {
    const value = subject(run, frame)
    const wanted = code(run, frame)
    const holds = matches(value, wanted, run)
    return holds === null && wanted === true ? true : holds
  }
}

const truth = (value: FeelValue): boolean | null => (typeof value === 'boolean' ? value : null)

export const readsInput = (node: FeelNode): boolean =>
  (node.kind === 'name' && node.name === input) || childrenOf(node).some(readsInput)
