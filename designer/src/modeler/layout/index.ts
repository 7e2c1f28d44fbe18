import { BpmnModdle } from 'bpmn-moddle'
import type { Create } from '../../properties/model/extension.ts'
import { moddleExtensions } from '../moddle.ts'
import { isA, type ModdleElement } from '../services.ts'
import { collaborationOf } from './collaboration.ts'
import { listOf, refOf } from './contents.ts'
import { diagramOf } from './interchange.ts'
import { drawLines, messageLine, type Lines } from './lines.ts'
import { plan } from './pools.ts'

export interface AutomaticLayout {
  readonly xml: string
  /** The file held several processes without a collaboration: each was given a pool, so that all can be seen. */
  readonly pooled: boolean
}

const moddle = new BpmnModdle(moddleExtensions)
const create: Create = (type, attributes = {}) => moddle.create(type, attributes)

/** The same model with an automatic layout instead of what diagram it has; undefined where it cannot be read. */
export async function withDiagram(xml: string): Promise<AutomaticLayout | undefined> {
  const read = await moddle.fromXML(xml).catch(() => undefined)
  const definitions = read?.rootElement as ModdleElement | undefined
  const roots = definitions ? listOf(definitions, 'rootElements') : []
  const processes = roots.filter((each) => isA(each, 'bpmn:Process'))
  if (!definitions || processes.length === 0) return undefined

  const given = roots.find((each) => isA(each, 'bpmn:Collaboration'))
  const pooled = !given && processes.length > 1
  const taken = new Set([...xml.matchAll(/\bid\s*=\s*["']([^"']*)/g)].map((found) => found[1]!))
  const root = given ?? (pooled ? collaborationOf(create, definitions, processes, taken) : processes[0]!)
  const { boxes, channels } = await plan(root, processes)
  const lines: Lines = new Map()
  for (const [container, heights] of channels) drawLines(container, boxes, heights, lines)
  if (isA(root, 'bpmn:Collaboration')) {
    for (const flow of listOf(root, 'messageFlows')) {
      const line = messageLine(boxes.get(refOf(flow, 'sourceRef')!), boxes.get(refOf(flow, 'targetRef')!))
      if (line) lines.set(flow, line)
    }
  }
  const hasIds = [...boxes.keys(), ...lines.keys()].every(({ id }) => id !== undefined)
  const diagram = diagramOf(create, root, boxes, lines, taken)
  if (hasIds) return { xml: await inserted(xml, pooled ? [root, diagram] : [diagram]), pooled }
  diagram.$parent = definitions
  Object.assign(definitions, { diagrams: [diagram] })
  return { xml: (await moddle.toXML(definitions, { format: true })).xml, pooled }
}

/** The text of the file as it is, with these at its end: reading and writing would drop a reference that leads nowhere. */
async function inserted(xml: string, elements: readonly ModdleElement[]): Promise<string> {
  const texts = await Promise.all(elements.map((each) => moddle.toXML(each, { format: true, preamble: false })))
  const model = xml.replace(/<((?:[\w.-]+:)?)BPMNDiagram\b(?:[^>]*\/>|[^]*?<\/\1BPMNDiagram\s*>)/g, '')
  const end = model.search(/<\/(?:[\w.-]+:)?definitions\s*>(?![^]*<\/(?:[\w.-]+:)?definitions\s*>)/)
  return `${model.slice(0, end)}${texts.map((each) => each.xml).join('')}${model.slice(end)}`
}
