import type { Flow, Graph, Node } from '../graph.ts'
import { child, list, text, type ModdleElement } from '../moddle.ts'
import { dataStoresIn } from './data.ts'
import { commonParts } from './common.ts'
import { Compiling, named } from './compiling.ts'
import { entryOf } from './elements.ts'
import type { Place } from './place.ts'
import { compileFlows } from './flows.ts'
import { implicitStarts, insideOf } from './containers.ts'
import { loopOf, standardLoopOf } from './loop.ts'
import { refuseElement, refuseIgnored } from './refusals.ts'
import { checkStructure } from './structure.ts'

interface Drawn {
  readonly element: ModdleElement
  readonly parent: number
}

/** Compiles one executable process into its graph; problems are added to `compiling`. */
export function compileProcess(process: ModdleElement, compiling: Compiling): Graph {
  const tag = compiling.extension(process, 'zeebe:VersionTag')
  const versionTag = tag && text(tag, 'value')
  const forms = embeddedForms(process, compiling)
  const drawn: Drawn[] = [{ element: process, parent: -1 }]
  const flowElements: ModdleElement[] = []
  collect(process, 0, drawn, flowElements, compiling)
  const indexes = new Map(drawn.map(({ element }, index) => [element.id!, index]))
  const flows = compileFlows(flowElements, indexes, compiling)
  const place: Place = {
    compiling,
    index: (id) => (id === undefined ? undefined : indexes.get(id)),
  }
  const undoing = compensations(drawn, indexes)
  const around = connections(flows, drawn.length)
  const nodes = drawn.map(({ element, parent }, index) => compileNode(element, parent, index, around, place, undoing))
  const attached = nodes.map((): number[] => [])
  for (const node of nodes) if (node.type === 'boundaryEvent') attached[node.attachedTo]!.push(node.index)
  const linked = nodes.map((node, i) => Object.freeze({ ...node, boundaries: attached[i]! }) as Node)
  const graph: Graph = Object.freeze({
    ...(versionTag === undefined ? {} : { versionTag }),
    process: process.id!,
    name: process.name ?? process.id!,
    nodes: Object.freeze(linked),
    flows: Object.freeze(flows),
    byId: new Map(linked.map((node) => [node.id, node])),
    flowById: new Map(flows.map((flow) => [flow.id, flow])),
    forms,
    upstreamJoins: linked.some(({ type }) => type === 'inclusiveGateway' || type === 'complexGateway'),
    awaited: linked.filter(isAwaited).map(({ index }) => index),
    dataStores: Object.freeze([...new Set(drawn.flatMap(({ element }) => dataStoresIn(elementsOf(element))))]),
    deciding: linked.filter((node) => node.type === 'businessRuleTask' && node.decision).map(({ index }) => index),
    lateStarts: linked.some(({ limit }) => limit?.startsOn !== undefined),
    conditions: linked.some((node) => 'triggers' in node && node.triggers.some(({ kind }) => kind === 'conditional')),
  })
  checkStructure(graph, compiling)
  return graph
}

function embeddedForms(process: ModdleElement, compiling: Compiling): Readonly<Record<string, string>> {
  const forms = compiling.allExtensions(process, 'zeebe:UserTaskForm')
  return Object.freeze(Object.fromEntries(forms.map((form) => [form.id ?? '', text(form, 'body') ?? ''])))
}

/** Messages, signals and conditions alone find their process by name; the rest needs somebody who waits. */
function isAwaited(node: Node): boolean {
  if (node.type !== 'startEvent' || node.parent !== 0) return false
  const several = node.parallelMultiple && node.triggers.length > 1
  return several || node.triggers.some(({ kind }) => kind === 'timer')
}

const elementsOf = (element: ModdleElement): readonly ModdleElement[] =>
  containers.has(element.$type) || element.$type === 'bpmn:Process' ? list(element, 'flowElements') : []

function collect(
  container: ModdleElement,
  parent: number,
  drawn: Drawn[],
  flows: ModdleElement[],
  compiling: Compiling,
): void {
  for (const artifact of list(container, 'artifacts')) refuseElement(artifact, compiling)
  for (const element of list(container, 'flowElements')) {
    if (element.id === undefined) {
      compiling.report('id-missing', container, undefined, `An element in ${named(container)} has no id`, 'Give it one')
    } else if (element.$type === 'bpmn:SequenceFlow') flows.push(element)
    else if (data.has(element.$type)) continue
    else if (!entryOf(element)) refuseElement(element, compiling)
    else {
      drawn.push({ element, parent })
      if (containers.has(element.$type)) collect(element, drawn.length - 1, drawn, flows, compiling)
    }
  }
}

/** Variables, not nodes: see data.ts. */
const data = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

const containers = new Set(['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess'])

/** Activity -> its compensation handler: the association from the compensation event on its border (BPMN 2.0.2, 10.7.1). */
function compensations(drawn: readonly Drawn[], indexes: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { element } of drawn) {
    for (const association of list(element, 'artifacts').filter(({ $type }) => $type === 'bpmn:Association')) {
      const boundary = child(association, 'sourceRef')
      const handler = indexes.get(child(association, 'targetRef')?.id ?? '')
      const host = boundary?.$type === 'bpmn:BoundaryEvent' ? child(boundary, 'attachedToRef')?.id : undefined
      if (host !== undefined && handler !== undefined) found.set(host, handler)
    }
  }
  return found
}

interface Connections {
  readonly incoming: readonly (readonly number[])[]
  readonly outgoing: readonly (readonly number[])[]
  readonly byId: ReadonlyMap<string, number>
}

function connections(flows: readonly Flow[], count: number): Connections {
  const incoming = Array.from({ length: count }, (): number[] => [])
  const outgoing = Array.from({ length: count }, (): number[] => [])
  for (const { index, source, target } of flows) {
    incoming[target]!.push(index)
    outgoing[source]!.push(index)
  }
  return { incoming, outgoing, byId: new Map(flows.map(({ id, index }) => [id, index])) }
}

function compileNode(
  element: ModdleElement,
  parent: number,
  index: number,
  { incoming, outgoing, byId }: Connections,
  place: Place,
  undoing: ReadonlyMap<string, number>,
): Node {
  const { compiling } = place
  const fallback = child(element, 'default')?.id
  const defaultFlow = fallback === undefined ? undefined : byId.get(fallback)
  const entry = entryOf(element)
  const loop = entry ? loopOf(element, compiling) : undefined
  const own = entry ? entry.own(element, place) : { type: 'process' as const, ...processInside(element, place) }
  const undoneBy = undoing.get(element.id!)
  const standardLoop = standardLoopOf(element, compiling)
  const node = {
    index,
    id: element.id!,
    name: element.name ?? '',
    parent,
    incoming: incoming[index]!,
    outgoing: outgoing[index]!,
    boundaries: [],
    ...commonParts(element, compiling),
    ...(defaultFlow === undefined ? {} : { defaultFlow }),
    ...(loop ? { loop } : {}),
    ...(standardLoop ? { standardLoop } : {}),
    ...(undoneBy === undefined ? {} : { undoneBy }),
    compensation: element.get('isForCompensation') === true,
    startQuantity: Number(element.get('startQuantity') ?? 1),
    completionQuantity: Number(element.get('completionQuantity') ?? 1),
    ...own,
  }
  if (entry) refuseIgnored(element, compiling)
  for (const field of ['startQuantity', 'completionQuantity']) {
    const quantity = Number(element.get(field) ?? 1)
    if (!Number.isInteger(quantity) || quantity < 1) {
      compiling.report(
        'quantity-invalid',
        element,
        field,
        `${field} of ${named(element)} is ${quantity}`,
        'Write a whole number from 1',
      )
    }
  }
  compiling.leftOver(element)
  return node as Node
}

/** What a case may start with: start events, else whatever no flow leads to. */
function processInside(
  process: ModdleElement,
  place: Place,
): { starts: readonly number[]; handlers: readonly number[] } {
  const inside = insideOf(process, place)
  return { ...inside, starts: inside.starts.length > 0 ? inside.starts : implicitStarts(process, place) }
}
