import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { takeChildren, type Source } from '../source.ts'
import { extend } from '../target.ts'
import { mappings } from './mappings.ts'

/** A connector of Camunda 7 is a job of its id; its own inputs and outputs are those of the task. */
export function connector(conversion: Conversion, element: ModdleElement, source: Source): void {
  for (const found of takeChildren(source, 'connector')) {
    const [id] = takeChildren(found, 'connectorId')
    if (!id || id.body === '') {
      conversion.unconvertedElement(element, found, 'connector')
      continue
    }
    extend(element, 'zeebe:TaskDefinition', { type: id.body })
    conversion.converted(element, found.what, 'job-connector', id.body, { to: id.body, remarks: ['worker-needed'] })
    mappings(conversion, element, { attributes: [], children: found.children })
  }
}
