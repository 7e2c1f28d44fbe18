import type { Flow, Graph, Node } from '../graph.ts'
import { child, list, type ModdleElement } from '../moddle.ts'
import { commonParts } from './common.ts'
import { Compiling, named } from './compiling.ts'
import { entryOf } from './elements.ts'
import type { Place } from './place.ts'
import { compileFlows } from './flows.ts'
import { loopOf } from './loop.ts'
import { refuseElement, refuseIgnored } from './refusals.ts'
import { checkStructure } from './structure.ts'

interface Drawn {
  readonly element: ModdleElement
  readonly parent: number
}

/** Compiles one executable process into its graph; problems are added to `compiling`. */
export function compileProcess(process: ModdleElement, compiling: Compiling): Graph {
  const drawn: Drawn[] = [{ element: process, parent: -1 }]
  const flowElements: ModdleElement[] = []
  collect(process, 0, drawn, flowElements, compiling)
  const indexes = new Map(drawn.map(({ element }, index) => [element.id!, index]))
  const flows = compileFlows(flowElements, indexes, compiling)
  const place: Place = {
    compiling,
    index: (id) => (id === undefined ? undefined : indexes.get(id)),
    starts: (container) =>
      list(container, 'flowElements')
        .filter(({ $type }) => $type === 'bpmn:StartEvent')
        .map(({ id }) => indexes.get(id!)!),
  }
  const nodes = drawn.map(({ element, parent }, index) => compileNode(element, parent, index, flows, place))
  const attached = nodes.map((node) => nodes.filter((n) => n.type === 'boundaryEvent' && n.attachedTo === node.index))
  const linked = nodes.map(
    (node, i) => Object.freeze({ ...node, boundaries: attached[i]!.map((n) => n.index) }) as Node,
  )
  const graph: Graph = Object.freeze({
    process: process.id!,
    name: process.name ?? process.id!,
    nodes: Object.freeze(linked),
    flows: Object.freeze(flows),
    byId: new Map(linked.map((node) => [node.id, node])),
    flowById: new Map(flows.map((flow) => [flow.id, flow])),
  })
  checkStructure(graph, compiling)
  return graph
}

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
    else if (!entryOf(element)) refuseElement(element, compiling)
    else {
      drawn.push({ element, parent })
      if (element.$type === 'bpmn:SubProcess') collect(element, drawn.length - 1, drawn, flows, compiling)
    }
  }
}

function compileNode(
  element: ModdleElement,
  parent: number,
  index: number,
  flows: readonly Flow[],
  place: Place,
): Node {
  const { compiling } = place
  const fallback = child(element, 'default')?.id
  const defaultFlow = flows.find((flow) => flow.id === fallback)?.index
  const entry = entryOf(element)
  const loop = entry ? loopOf(element, compiling) : undefined
  const own = entry ? entry.own(element, place) : { type: 'process' as const, starts: place.starts(element) }
  const node = {
    index,
    id: element.id!,
    name: element.name ?? '',
    parent,
    incoming: flows.filter((flow) => flow.target === index).map((flow) => flow.index),
    outgoing: flows.filter((flow) => flow.source === index).map((flow) => flow.index),
    boundaries: [],
    ...commonParts(element, compiling),
    ...(defaultFlow === undefined ? {} : { defaultFlow }),
    ...(loop ? { loop } : {}),
    ...own,
  }
  if (entry) refuseIgnored(element, compiling)
  compiling.leftOver(element)
  return node as Node
}
