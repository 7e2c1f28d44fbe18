const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

export interface ProcessFile {
  id: string
  name: string
  bpmn: string
}

/** Reads which process a BPMN file holds; null when it holds none. */
export function readProcessFile(bpmn: string): ProcessFile | null {
  const document = new DOMParser().parseFromString(bpmn, 'application/xml')
  if (document.querySelector('parsererror')) return null
  const process = document.getElementsByTagNameNS(bpmnNamespace, 'process')[0]
  const id = process?.getAttribute('id')
  return id ? { id, name: process?.getAttribute('name') || id, bpmn } : null
}
