import { list, text, type ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import type { Part } from './part.ts'

/** Name and description of a task, which both engines fill in when the task is created: here they are shown as they are. */
export const texts: Part = (conversion, element) => {
  if (element.$type !== 'bpmn:UserTask') return
  tell(conversion, element, 'bpmn:name', element.name)
  for (const documentation of list(element, 'documentation'))
    tell(conversion, element, 'bpmn:documentation', text(documentation, 'text'))
}

function tell(conversion: Conversion, element: ModdleElement, what: string, value: string | undefined): void {
  if (value !== undefined && /[$#]\{/.test(value)) conversion.dropped(element, what, 'shown-as-is', value.trim())
}
