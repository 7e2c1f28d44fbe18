import { list, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

/** Documentation and drawing: they promise no behaviour. */
const harmless = new Set(['bpmn:TextAnnotation', 'bpmn:Group', 'bpmn:Association'])

const listed: Readonly<Record<string, string>> = {
  resources: 'resource roles',
}

/** Reports what the model asks of this flow node and the engine would ignore: nothing on the canvas is decorative. */
export function refuseIgnored(element: ModdleElement, compiling: Compiling): void {
  const refuse = (field: string, what: string): void =>
    compiling.report(
      'attribute-not-executable',
      element,
      field,
      `${named(element)}: ${what} cannot be executed`,
      'Remove it',
    )
  for (const [field, what] of Object.entries(listed)) if (list(element, field).length > 0) refuse(field, what)
}

export function refuseElement(element: ModdleElement, compiling: Compiling): void {
  if (harmless.has(element.$type)) return
  const kind = element.$type.replace('bpmn:', '')
  compiling.report(
    'element-not-executable',
    element,
    undefined,
    `${named(element)}: ${kind} cannot be executed`,
    'Replace it by an element that can',
  )
}
