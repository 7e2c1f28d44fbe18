import type { Graph } from '@lianban/engine'
import type { Locale, Server } from '../context.ts'

/** Who acts through the tracking page. */
export const applicant = 'applicant'
export const applicantName = (locale: Locale): string => (locale === 'en' ? 'Applicant' : '申请人')

/** Who acts where nobody did in time: supervision, by a rule or by what the drawing sets down. */
export const supervision = 'supervision'
const supervisionName = (locale: Locale): string => (locale === 'en' ? 'Electronic supervision' : '电子监察')

/** Name of whoever acted, people and those who are none. */
export const actorName = (names: Names, by: string, locale: Locale): string =>
  by === applicant ? applicantName(locale) : by === supervision ? supervisionName(locale) : names.person(by)

export type Names = Awaited<ReturnType<Server['people']['names']>>

/** Name of a task's candidate group: a department, or the applicant. */
export const groupName = (names: Names, code: string, locale: Locale): string =>
  code === applicant ? applicantName(locale) : names.department(code)

/** Name of an element in the reader's language; models carry their English in the property `name.en`. */
export function elementName(graph: Graph, element: string, locale: Locale): string {
  const node = graph.byId.get(element)
  return (locale === 'en' && node?.properties['name.en']) || node?.name || element
}

/** A flow is known to people by its own name, else by the step that it comes from. */
export function flowName(graph: Graph, id: string, locale: Locale): string {
  const flow = graph.flowById.get(id)
  return flow ? flow.name || elementName(graph, graph.nodes[flow.source]!.id, locale) : id
}

export const processName = (graph: Graph, locale: Locale): string =>
  (locale === 'en' && graph.nodes[0]?.properties['name.en']) || graph.name
