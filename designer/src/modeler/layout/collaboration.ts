import type { Create } from '../../properties/model/extension.ts'
import type { ModdleElement } from '../services.ts'
import { listOf } from './contents.ts'
import { fresh } from './interchange.ts'

/** A plane shows one process, or a collaboration with all: several processes get one around them, a pool each. */
export function collaborationOf(
  create: Create,
  definitions: ModdleElement,
  processes: readonly ModdleElement[],
  taken: Set<string>,
): ModdleElement {
  const participants = processes.map((process) =>
    create('bpmn:Participant', {
      id: fresh(`Participant_${process.id}`, taken),
      ...(process.name ? { name: process.name } : {}),
      processRef: process,
    }),
  )
  const collaboration = create('bpmn:Collaboration', { id: fresh('Collaboration', taken), participants })
  for (const participant of participants) participant.$parent = collaboration
  collaboration.$parent = definitions
  Object.assign(definitions, { rootElements: [...listOf(definitions, 'rootElements'), collaboration] })
  return collaboration
}
