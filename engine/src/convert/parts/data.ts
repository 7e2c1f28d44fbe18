import { list, type ModdleElement } from '../../model/moddle.ts'
import type { Part } from './part.ts'

/** Data associations only draw in both engines; here they move values, and an input without a value stops its activity. */
export const data: Part = (conversion, element) => {
  for (const way of ['dataInputAssociation', 'dataOutputAssociation']) {
    const drawn = associations(element, `${way}s`)
    if (drawn.length === 0) continue
    const from = drawn
      .map((association) => association.id ?? '')
      .join(' ')
      .trim()
    conversion.unconverted(element, `bpmn:${way}`, 'data-drawn', from)
  }
}

function associations(element: ModdleElement, property: string): readonly ModdleElement[] {
  return /(Task|SubProcess|Transaction|CallActivity|Event)$/.test(element.$type) ? list(element, property) : []
}
