import { bpmnModdle } from './bpmnModdle.ts'
import type { ModdleElement } from './moddle.ts'
import { withUnresolved } from './unresolved.ts'

/** Writes what `readModel` has read as BPMN 2.0 XML, indented. Nothing is dropped: not what the engine cannot execute, not other people's extensions. */
export async function writeModel(definitions: ModdleElement): Promise<string> {
  const { xml } = await withUnresolved(definitions, () => bpmnModdle.toXML(definitions as never, { format: true }))
  return xml
}
