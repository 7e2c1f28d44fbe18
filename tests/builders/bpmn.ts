/** Small BPMN models for tests, written as one reads them. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const flow = (from: string, to: string, condition?: string): string => {
  const expression = condition ? `<bpmn:conditionExpression>${escape(condition)}</bpmn:conditionExpression>` : ''
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${expression}</bpmn:sequenceFlow>`
}

/** Flows along a line of elements. */
export const line = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('')

const extended = (content: string): string =>
  content ? `<bpmn:extensionElements>${content}</bpmn:extensionElements>` : ''

export const start = (id = 'start'): string => `<bpmn:startEvent id="${id}"/>`
export const end = (id = 'end'): string => `<bpmn:endEvent id="${id}"/>`

export const userTask = (id: string, groups = 'window', more = ''): string =>
  `<bpmn:userTask id="${id}" name="${id}">${extended(`<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="${escape(groups)}"/>${more}`)}</bpmn:userTask>`

export const serviceTask = (id: string, type: string, retries = '3'): string =>
  `<bpmn:serviceTask id="${id}" name="${id}">${extended(`<zeebe:taskDefinition type="${type}" retries="${retries}"/>`)}</bpmn:serviceTask>`

export const scriptTask = (id: string, expression: string, resultVariable: string): string =>
  `<bpmn:scriptTask id="${id}">${extended(`<zeebe:script expression="${escape(expression)}" resultVariable="${resultVariable}"/>`)}</bpmn:scriptTask>`

export const limit = (days: number, unit: 'wd' | 'cd' = 'wd'): string =>
  `<lianban:limit value="${days}" unit="${unit}" basis="test"/>`

export const boundaryTimer = (id: string, host: string, timer: string, { interrupting = true } = {}): string =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${timer}</bpmn:boundaryEvent>`
export const deadline = (expression: string): string =>
  `<bpmn:timerEventDefinition lianban:deadline="${escape(expression)}"/>`
export const duration = (iso: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${iso}</bpmn:timeDuration></bpmn:timerEventDefinition>`
export const cycle = (iso: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeCycle>${iso}</bpmn:timeCycle></bpmn:timerEventDefinition>`

/** A file with one executable process. */
export const model = (id: string, ...elements: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="test">
  <bpmn:process id="${id}" name="${id}" isExecutable="true">${elements.join('')}</bpmn:process>
</bpmn:definitions>`
