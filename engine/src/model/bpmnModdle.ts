import { BpmnModdle } from 'bpmn-moddle'
import { lianbanModdle } from './extension/lianban.ts'
import { zeebeModdle } from './extension/zeebe.ts'

/** BPMN 2.0 with the namespaces that the engine knows: the one instance that reads and writes models. */
export const bpmnModdle = new BpmnModdle({ zeebe: zeebeModdle, lianban: lianbanModdle } as never)

interface Registry {
  readonly typeMap: Readonly<Record<string, { readonly properties: readonly Property[] }>>
}

interface Property {
  readonly name: string
  default?: unknown
}

// The standard has no default here: an edge without the attribute shows no envelope (BPMN 2.0.2, attributes of BPMNEdge).
// With one, «initiating» would not be written.
const { registry } = bpmnModdle as unknown as { registry: Registry }
for (const property of registry.typeMap['bpmndi:BPMNEdge']!.properties) {
  if (property.name === 'bpmndi:messageVisibleKind') delete property.default
}
