import type { Expression, Json, Moment, Variables } from '../../expression/expression.ts'
import { parseFeel } from '../../expression/program.ts'
import { compileFeel } from '../../expression/feel.ts'
import { freeNames } from '../../expression/syntax/free.ts'
import { childrenOf, type FeelNode } from '../../expression/syntax/node.ts'
import { china } from '../../time/index.ts'
import type { Choices } from './choices.ts'

/**
 * Conditions without data. What a condition compares is cut into classes: two values are of one class when no condition of
 * the model tells them apart. A question is then answered class by class, so that `x > 5` and `x <= 5` never hold together
 * and never fail together. What cannot be cut so is free: true or false.
 */
export interface AbstractCondition {
  holds(choices: Choices): boolean
  /** Does it depend on something whose classes are not known? */
  readonly free: boolean
}

type Formula =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'atom'; readonly name: string; readonly index: number }
  | { readonly kind: 'free'; readonly question: string; readonly positive: boolean }

interface Root {
  readonly atoms: { readonly source: string; readonly expression: Expression }[]
  readonly constants: Map<string, Json[]>
  classes?: readonly { readonly value: Json; readonly truths: readonly boolean[] }[]
}

const moment: Moment = { at: 0, calendar: china }
const mostClasses = 12
const mostCandidates = 200

/** All conditions of one model: they share their classes. */
export class Conditions {
  readonly #roots = new Map<string, Root>()
  readonly #formulas = new Map<string, Formula>()

  /** Called for every condition of the model before the first is asked. */
  add(expression: Expression): void {
    if (this.#formulas.has(expression.source)) return
    const parsed = parseFeel(expression.source.replace(/^\s*=/, ''))
    const formula: Formula = parsed.ok
      ? this.#formula(parsed.program.node, parsed.program.source)
      : { kind: 'free', question: expression.source, positive: true }
    this.#formulas.set(expression.source, formula)
  }

  of(expression: Expression): AbstractCondition {
    const formula = this.#formulas.get(expression.source)
    if (!formula) throw new Error(`Expected the condition «${expression.source}» to be known`)
    return { holds: (choices) => this.#holds(formula, choices), free: this.#isFree(formula) }
  }

  /** What a condition asks the choices. */
  questionsOf(expression: Expression): string[] {
    const formula = this.#formulas.get(expression.source)
    return formula ? this.#questions(formula) : []
  }

  /** Names of the variables that a question is about. */
  rootsOf(question: string): readonly string[] {
    if (this.#roots.has(question)) return [question]
    const parsed = parseFeel(question.replace(/^\s*=/, ''))
    return parsed.ok ? freeNames(parsed.program.node) : []
  }

  /** Variables that make the answers true; answers to free questions are given as words. */
  witness(answers: ReadonlyMap<string, number>): { variables: Variables; assumed: readonly string[] } {
    const variables: Record<string, Json> = {}
    const assumed: string[] = []
    for (const [question, answer] of answers) {
      const root = this.#roots.get(question)
      if (root) variables[question] = this.#classesOf(root, question)[answer]!.value
      else if (!question.startsWith('#')) assumed.push(`${question}: ${answer === 0}`)
    }
    return { variables, assumed }
  }

  #formula(node: FeelNode, source: string): Formula {
    const text = source.slice(node.from, node.to)
    if (node.kind === 'boolean') return { kind: 'constant', value: node.value }
    if (node.kind === 'logic') {
      const parts = [this.#formula(node.left, source), this.#formula(node.right, source)]
      return { kind: node.operator, parts }
    }
    if (node.kind === 'call' && node.target.kind === 'name' && node.target.name === 'not' && node.args.length === 1)
      return { kind: 'not', part: this.#formula(node.args[0]!.value, source) }
    const names = freeNames(node).filter((name) => name !== '?')
    const roots = names.filter((name) => !builtIn(node, name))
    if (roots.length === 1) return this.#atom(roots[0]!, node, text)
    const { question, positive } = normal(node, source, text)
    return { kind: 'free', question, positive }
  }

  #atom(name: string, node: FeelNode, text: string): Formula {
    const compiled = compileFeel(text)
    if (!compiled.ok) return { kind: 'free', question: text, positive: true }
    const root: Root = this.#roots.get(name) ?? { atoms: [], constants: new Map() }
    this.#roots.set(name, root)
    collect(node, root.constants)
    let index = root.atoms.findIndex(({ source }) => source === text)
    if (index < 0) index = root.atoms.push({ source: text, expression: compiled.expression }) - 1
    return { kind: 'atom', name, index }
  }

  #holds(formula: Formula, choices: Choices): boolean {
    switch (formula.kind) {
      case 'constant':
        return formula.value
      case 'not':
        return !this.#holds(formula.part, choices)
      case 'and':
        return formula.parts.every((part) => this.#holds(part, choices))
      case 'or':
        return formula.parts.some((part) => this.#holds(part, choices))
      case 'free':
        return (choices.choose(formula.question, 2) === 0) === formula.positive
      case 'atom': {
        const root = this.#roots.get(formula.name)!
        const { source } = root.atoms[formula.index]!
        if (!this.#tells(root, formula.name, formula.index)) return choices.choose(source, 2) === 0
        const classes = this.#classesOf(root, formula.name)
        return classes[choices.choose(formula.name, classes.length)]!.truths[formula.index]!
      }
    }
  }

  #questions(formula: Formula): string[] {
    switch (formula.kind) {
      case 'constant':
        return []
      case 'not':
        return this.#questions(formula.part)
      case 'and':
      case 'or':
        return formula.parts.flatMap((part) => this.#questions(part))
      case 'free':
        return [formula.question]
      case 'atom': {
        const root = this.#roots.get(formula.name)!
        return [this.#tells(root, formula.name, formula.index) ? formula.name : root.atoms[formula.index]!.source]
      }
    }
  }

  #isFree(formula: Formula): boolean {
    if (formula.kind === 'free') return true
    if (formula.kind === 'atom') return !this.#tells(this.#roots.get(formula.name)!, formula.name, formula.index)
    if (formula.kind === 'not') return this.#isFree(formula.part)
    return formula.kind !== 'constant' && formula.parts.some((part) => this.#isFree(part))
  }

  /** Do the classes show the atom both ways? */
  #tells(root: Root, name: string, index: number): boolean {
    const classes = this.#classesOf(root, name)
    return classes.some(({ truths }) => truths[index]) && classes.some(({ truths }) => !truths[index])
  }

  #classesOf(root: Root, name: string): NonNullable<Root['classes']> {
    root.classes ??= classesOf(root, name)
    return root.classes
  }
}

function classesOf(root: Root, name: string): NonNullable<Root['classes']> {
  const found = new Map<string, { value: Json; truths: boolean[] }>()
  const counted =
    root.constants.size === 1 && [...root.constants.values()].flat().every((value) => typeof value === 'number')
  // Arithmetic over a number: its answers may change between the constants.
  const more = counted ? Array.from({ length: 60 }, (_, index) => putAtOnly(root.constants, index)) : []
  for (const value of [...candidates(root.constants), ...more]) {
    const truths = root.atoms.map(({ expression }) => {
      const result = expression.evaluate((asked) => (asked === name ? value : undefined), moment)
      return result.ok && result.value === true
    })
    const key = truths.join()
    if (!found.has(key) && found.size < mostClasses) found.set(key, { value, truths })
  }
  return [...found.values()]
}

const putAtOnly = (constants: ReadonlyMap<string, unknown>, value: Json): Json => {
  const [path = ''] = [...constants.keys()]
  return put(null, path === '' ? [] : path.split('.'), value)
}

/** Values of a variable, or of a context with several paths, in all combinations. */
function candidates(constants: ReadonlyMap<string, readonly Json[]>): Json[] {
  let all: Json[] = [null]
  for (const [path, values] of [...constants].toSorted(([a], [b]) => a.length - b.length)) {
    const parts = path === '' ? [] : path.split('.')
    const samples = around(values)
    all = all.flatMap((value) => samples.map((sample) => put(value, parts, sample))).slice(0, mostCandidates)
  }
  return all
}

function put(value: Json, [head, ...rest]: readonly string[], sample: Json): Json {
  if (head === undefined) return sample
  const context = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : {}
  return { ...context, [head]: put(context[head] ?? null, rest, sample) }
}

/** A word that no condition knows: it may come, but a form that lists the words keeps it out. */
export const anotherWord = 'another word'

/** Each constant, and values just beside and beyond all. */
function around(values: readonly Json[]): Json[] {
  const samples: Json[] = []
  const numbers = [...new Set(values.filter((value) => typeof value === 'number'))].toSorted((a, b) => a - b)
  for (const [index, number] of numbers.entries()) {
    const before = numbers[index - 1]
    samples.push(before === undefined ? number - 1 : (before + number) / 2, number)
  }
  if (numbers.length > 0) samples.push(numbers.at(-1)! + 1)
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))]
  samples.push(...texts)
  if (texts.length > 0) samples.push(texts.length === 1 ? `not ${texts[0]}` : anotherWord)
  if (values.includes(null)) samples.push(null)
  if (samples.length === 0 || values.some((value) => typeof value === 'boolean')) samples.push(true, false)
  if (samples.length === 1 && samples[0] === null) samples.push('something')
  return samples
}

/** Constants that a path of the variable is compared with. */
function collect(node: FeelNode, constants: Map<string, Json[]>): void {
  const values = literals(node)
  for (const path of paths(node)) constants.set(path, [...(constants.get(path) ?? []), ...values])
}

function paths(node: FeelNode): string[] {
  const parts: string[] = []
  let at = node
  for (; at.kind === 'path'; at = at.target) parts.unshift(at.name)
  if (at.kind === 'name') return [parts.join('.')]
  return childrenOf(node).flatMap(paths)
}

function literals(node: FeelNode): Json[] {
  if (node.kind === 'number' || node.kind === 'string' || node.kind === 'boolean') return [node.value]
  if (node.kind === 'null') return [null]
  if (node.kind === 'negate' && node.value.kind === 'number') return [-node.value.value]
  return childrenOf(node).flatMap(literals)
}

const builtIn = (node: FeelNode, name: string): boolean => {
  if (node.kind === 'call' && node.target.kind === 'name' && node.target.name === name) return true
  return childrenOf(node).some((child) => builtIn(child, name))
}

const opposite: Readonly<Record<string, string>> = { '<=': '>', '<': '>=', '!=': '=' }

/** `a <= b` is the contrary of `a > b`: one question. */
function normal(node: FeelNode, source: string, text: string): { question: string; positive: boolean } {
  if (node.kind !== 'compare') return { question: text, positive: true }
  const contrary = opposite[node.operator]
  const left = source.slice(node.left.from, node.left.to)
  const right = source.slice(node.right.from, node.right.to)
  return { question: `${left} ${contrary ?? node.operator} ${right}`, positive: contrary === undefined }
}
