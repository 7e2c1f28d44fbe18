import type { Bundle } from '@lianban/server/contract'

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** An id that BPMN accepts and nobody has used yet. */
export const newProcessId = (): string => `process-${Date.now().toString(36)}`

/** What a new process starts from: one step between a start and an end, so that there is something to change. */
export function starterBundle(id: string, name: string, words: { start: string; step: string; end: string }): Bundle {
  const text = (value: string): string => escapeXml(value)
  return {
    forms: {},
    documents: {},
    decisions: {},
    bpmn: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" id="definitions-${id}" targetNamespace="https://lianban.dev/processes">
  <bpmn:process id="${id}" name="${text(name)}" isExecutable="true">
    <bpmn:startEvent id="start" name="${text(words.start)}">
      <bpmn:outgoing>to-step</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="to-step" sourceRef="start" targetRef="step" />
    <bpmn:userTask id="step" name="${text(words.step)}">
      <bpmn:extensionElements>
        <zeebe:userTask />
      </bpmn:extensionElements>
      <bpmn:incoming>to-step</bpmn:incoming>
      <bpmn:outgoing>to-end</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="to-end" sourceRef="step" targetRef="end" />
    <bpmn:endEvent id="end" name="${text(words.end)}">
      <bpmn:incoming>to-end</bpmn:incoming>
    </bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${id}">
      <bpmndi:BPMNShape id="start-di" bpmnElement="start">
        <dc:Bounds x="180" y="162" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="step-di" bpmnElement="step">
        <dc:Bounds x="290" y="140" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="end-di" bpmnElement="end">
        <dc:Bounds x="462" y="162" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="to-step-di" bpmnElement="to-step">
        <di:waypoint x="216" y="180" />
        <di:waypoint x="290" y="180" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="to-end-di" bpmnElement="to-end">
        <di:waypoint x="390" y="180" />
        <di:waypoint x="462" y="180" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`,
  }
}
