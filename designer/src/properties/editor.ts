import type Modeler from 'bpmn-js/lib/Modeler'
import { service, type Attributes, type DiagramElement, type ModdleElement } from '../modeler/services.ts'
import { several } from '../modeler/several.ts'
import { extensionOf, patched, withExtension, type Create } from './model/extension.ts'

type Holder = (businessObject: ModdleElement) => ModdleElement | undefined

/** Edits of one element. Each goes through bpmn-js and is one entry of the undo history. */
export interface Editor {
  create: Create
  set(properties: Attributes): void
  /** Properties of a part of the element, e.g. of its timer. */
  setOn(part: ModdleElement, properties: Attributes): void
  /** Properties of another element of the drawing, e.g. the default flow of a gateway. */
  setOther(id: string, properties: Attributes): void
  /** Changes some attributes of an extension; it comes and goes with what it says. */
  patchExtension(type: string, patch: Attributes, holder?: Holder | undefined): void
  replaceExtension(type: string, attributes: Attributes | null, holder?: Holder | undefined): void
  /** Several edits as one. */
  together(steps: readonly (() => void)[]): void
}

export function createEditor(modeler: Modeler, element: DiagramElement): Editor {
  const modeling = service(modeler, 'modeling')
  const factory = service(modeler, 'bpmnFactory')
  const create: Create = (type, attributes) => factory.create(type, attributes)

  function setOn(part: ModdleElement, properties: Attributes): void {
    // A field may hand over its last word after the element has been deleted.
    if (service(modeler, 'elementRegistry').get(element.id) !== element) return
    if (part === element.businessObject) modeling.updateProperties(element, properties)
    else modeling.updateModdleProperties(element, part, properties)
  }

  function replaceExtension(type: string, attributes: Attributes | null, holder?: Holder): void {
    const part = holder ? holder(element.businessObject) : element.businessObject
    if (part) setOn(part, { extensionElements: withExtension(create, part, type, attributes) })
  }

  return {
    create,
    setOn,
    replaceExtension,
    set: (properties) => setOn(element.businessObject, properties),
    setOther(id, properties) {
      const other = service(modeler, 'elementRegistry').get(id)
      if (other) modeling.updateProperties(other, properties)
    },
    patchExtension(type, patch, holder) {
      const part = holder ? holder(element.businessObject) : element.businessObject
      if (part) replaceExtension(type, patched(extensionOf(part, type), patch), holder)
    },
    together: (steps) => several(service(modeler, 'commandStack'), steps),
  }
}
