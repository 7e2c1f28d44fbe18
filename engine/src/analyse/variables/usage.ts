import type { Expression } from '../../expression/expression.ts'
import type { FeelKind } from '../../expression/values/value.ts'
import type { Graph, Node } from '../../model/graph.ts'

/** Which values each form holds, by its id, as dotted paths of variables: `reception.outcome`. */
export type FormPaths = Readonly<Record<string, readonly string[]>>

/** What is known beside the drawing. */
export interface Surroundings {
  readonly forms: FormPaths
  /** Kinds of the values of forms, by their dotted paths. */
  readonly kinds?: Readonly<Record<string, FeelKind>>
  /** Variables that every case has from where it is started, such as its number. */
  readonly supplied?: readonly string[]
}

export interface VariableRead {
  readonly path: readonly string[]
  /** The property with the expression, by its name in the XML where it has one of its own. */
  readonly field: string
}

/** What an element (or a flow) does with variables, as far as the drawing and its forms say. */
export interface VariableUse {
  readonly element: string
  readonly reads: readonly VariableRead[]
  /** Paths of what it sets; `['form', 'amount']` for the field of a form. */
  readonly writes: readonly (readonly string[])[]
  /** It may set others too: whoever starts the case, does the job or sends the message decides. */
  readonly open: boolean
}

/** Reads and writes of each element and each flow that has any. */
export function variableUses(graph: Graph, { forms, supplied = [] }: Surroundings): VariableUse[] {
  const embedded = new Set(Object.keys(graph.forms))
  const nodes = graph.nodes.map((node) => ({
    element: node.id,
    reads: readsOfNode(node),
    writes: writesOf(node, forms),
    open: isOpen(node, forms, embedded),
  }))
  const flows = graph.flows.map(({ id, condition }) => ({
    element: id,
    reads: condition ? readsOf(condition, 'conditionExpression') : [],
    writes: [],
    open: false,
  }))
  const shared = [...graph.dataStores, ...supplied].map((name) => [name])
  const stores = { element: graph.process, reads: [], writes: shared, open: false }
  return [...nodes, ...flows, stores].filter(({ reads, writes, open }) => reads.length + writes.length > 0 || open)
}

const inXml: Readonly<Record<string, string>> = {
  script: 'expression',
  inputs: 'inputParameters',
  outputs: 'outputParameters',
}

/** Every expression below the node's own fields, whatever element it is. */
function readsOfNode(node: Node): VariableRead[] {
  // What an element gives back is read among what it received, which the drawing does not say.
  const skipped = hasOwnResult(node) ? new Set(['outputs']) : new Set<string>()
  return Object.entries(node)
    .filter(([field]) => !skipped.has(field))
    .flatMap(([field, value]) =>
      expressionsIn(value).flatMap((expression) => readsOf(expression, inXml[field] ?? field)),
    )
}

function expressionsIn(value: unknown): Expression[] {
  if (typeof value !== 'object' || value === null) return []
  if (isExpression(value)) return [value]
  return Object.values(value).flatMap(expressionsIn)
}

const isExpression = (value: object): value is Expression =>
  'evaluate' in value && typeof value.evaluate === 'function' && 'reads' in value

const readsOf = ({ names, reads }: Expression, field: string): VariableRead[] =>
  reads.filter(([root]) => root !== undefined && names.includes(root)).map((path) => ({ path, field }))

function writesOf(node: Node, forms: FormPaths): (readonly string[])[] {
  const names = [
    ...node.declares,
    ...('resultVariable' in node ? [node.resultVariable] : []),
    ...('decision' in node && node.decision ? [node.decision.resultVariable] : []),
    ...('outputCollection' in node && node.outputCollection ? [node.outputCollection] : []),
    ...[node.loop?.inputElement, node.loop?.outputCollection].filter((name) => name !== undefined),
  ]
  const form = formOf(node)
  const fields = form === undefined ? [] : (forms[form] ?? [])
  return [
    ...names.map((name) => [name]),
    ...[...node.inputs, ...node.outputs].map(({ target }) => target),
    ...fields.map((path) => path.split('.')),
  ]
}

const formOf = (node: Node): string | undefined => ('form' in node ? node.form : undefined)

/** Its results come from outside: from a person without a known form, a job, a message, a called process. */
function hasOwnResult(node: Node): boolean {
  if ('job' in node && node.job) return true
  return node.type === 'userTask' || node.type === 'callActivity' || node.type === 'receiveTask' || hasMessage(node)
}

const hasMessage = (node: Node): boolean =>
  'triggers' in node && node.triggers.some(({ kind }) => kind === 'message' || kind === 'signal')

function isOpen(node: Node, forms: FormPaths, embedded: ReadonlySet<string>): boolean {
  const form = formOf(node)
  const knownForm = form !== undefined && (forms[form] !== undefined || embedded.has(form))
  if (node.type === 'startEvent') return node.parent === 0 && !knownForm
  if (node.type === 'callActivity') return node.allOut
  if (node.outputs.length > 0 || !hasOwnResult(node)) return false
  return node.type !== 'userTask' || !knownForm
}
