import type { ModdleElement } from '../../modeler/services.ts'
import { extensionText } from './extension.ts'
import { definitionsOf } from './references.ts'

export const bindings = ['latest', 'deployment', 'versionTag'] as const
export type Binding = (typeof bindings)[number]

const type = 'zeebe:CalledElement'

/** The process that a call activity calls, as the engine reads it: an id, or FEEL after an equals sign. */
export const calledBy = (activity: ModdleElement): string =>
  extensionText(activity, type, 'processId') ||
  extensionText(activity, type, 'processIdExpression') ||
  String(activity.get('calledElement') ?? '')

/** Processes of the same file, which can be called as well. */
export function processesBeside(activity: ModdleElement): { id: string; name: string }[] {
  const roots = (definitionsOf(activity)?.get('rootElements') as ModdleElement[] | undefined) ?? []
  return roots.filter(({ $type }) => $type === 'bpmn:Process').map(({ id = '', name }) => ({ id, name: name ?? id }))
}
