import type { ViewboxCanvas } from './fit.ts'

/** The part of bpmn-js that the designer uses, typed in one place: its services come untyped out of `modeler.get`. */

export interface ModdleProperty {
  name: string
  default?: unknown
  isReference?: boolean
  isMany?: boolean
}

/** A node of the BPMN model (moddle). */
export interface ModdleElement {
  readonly $type: string
  readonly $descriptor?: { properties?: readonly ModdleProperty[] }
  $parent?: ModdleElement | undefined
  id?: string
  name?: string
  get(property: string): unknown
}

/** A shape or connection on the canvas. */
export interface DiagramElement {
  id: string
  type: string
  businessObject: ModdleElement
  labelTarget?: DiagramElement | null
  parent?: DiagramElement | null
  x?: number
  y?: number
}

export type Attributes = Record<string, unknown>

export interface Services {
  bpmnReplace: { replaceElement(element: DiagramElement, target: { type: string }): DiagramElement }
  autoPlace: { append(source: DiagramElement, shape: DiagramElement): DiagramElement }
  bpmnFactory: { create(type: string, attributes?: Attributes): ModdleElement }
  canvas: ViewboxCanvas & {
    getRootElement(): DiagramElement
    scrollToElement(element: DiagramElement, padding?: number): void
    addMarker(element: string, marker: string): void
    removeMarker(element: string, marker: string): void
    resized(): void
  }
  commandStack: {
    undo(): void
    redo(): void
    canUndo(): boolean
    canRedo(): boolean
    execute(command: string, context: Attributes): void
    registerHandler(command: string, handler: unknown): void
  }
  elementFactory: { createShape(attributes: Attributes): DiagramElement }
  elementRegistry: {
    get(id: string): DiagramElement | undefined
    forEach(visit: (element: DiagramElement) => void): void
  }
  eventBus: {
    on(events: string | string[], listener: (event: never) => void): void
  }
  minimap: { open(): void; close(): void; toggle(): void }
  modeling: {
    createShape(
      shape: DiagramElement,
      position: { x: number; y: number },
      target: DiagramElement,
      hints: Attributes,
    ): DiagramElement
    updateProperties(element: DiagramElement, properties: Attributes): void
    updateModdleProperties(element: DiagramElement, moddle: ModdleElement, properties: Attributes): void
  }
  overlays: {
    add(element: string, type: string, overlay: { position: object; html: HTMLElement }): string
    remove(filter: { type: string }): void
  }
  selection: { select(element: DiagramElement | null): void; get(): DiagramElement[] }
  zoomScroll: { stepZoom(delta: number): void }
}

interface Injector {
  get(name: string): unknown
}

export const service = <K extends keyof Services>(from: Injector, name: K): Services[K] => from.get(name) as Services[K]

/** Is a model element of this BPMN type, or of one derived from it? */
export function isA(element: ModdleElement | undefined, type: string): boolean {
  if (!element) return false
  const instanceOf = (element as { $instanceOf?: (type: string) => boolean }).$instanceOf
  return instanceOf ? instanceOf.call(element, type) : element.$type === type
}
