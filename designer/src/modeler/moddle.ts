import { lianbanModdle } from '@lianban/engine'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'

/** The namespaces that our diagrams speak beside BPMN; the same for drawing, reading and writing. */
export const moddleExtensions = { zeebe, lianban: lianbanModdle }
