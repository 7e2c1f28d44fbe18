/** The sections of a comparison, in their order on the screen. */
export const sections = ['steps', 'ways', 'people', 'forms', 'limits', 'data', 'work', 'other'] as const
export type Section = (typeof sections)[number]

interface Field {
  /** Its word is `compare.field.<word>`. */
  readonly word: string
  readonly section: Section
}

const field = (word: string, section: Section): Field => ({ word, section })

/** Fields of the compiled model by the longest beginning of their path. */
export const fields: Readonly<Record<string, Field>> = {
  assignee: field('assignee', 'people'),
  candidateUsers: field('candidateUsers', 'people'),
  candidateGroups: field('candidateGroups', 'people'),
  priority: field('priority', 'people'),
  dueDate: field('dueDate', 'limits'),
  followUpDate: field('followUpDate', 'limits'),
  form: field('form', 'forms'),
  forms: field('embeddedForms', 'forms'),
  limit: field('limit', 'limits'),
  'limit.value': field('limitValue', 'limits'),
  'limit.unit': field('limitUnit', 'limits'),
  'limit.kind': field('limitKind', 'limits'),
  'limit.basis': field('limitBasis', 'limits'),
  'limit.startsOn': field('limitStart', 'limits'),
  'limit.grounds': field('limitGrounds', 'limits'),
  'limit.extension': field('limitExtension', 'limits'),
  card: field('card', 'limits'),
  triggers: field('triggers', 'steps'),
  condition: field('condition', 'ways'),
  source: field('source', 'ways'),
  target: field('target', 'ways'),
  defaultFlow: field('defaultFlow', 'ways'),
  outgoing: field('order', 'ways'),
  activationCondition: field('activationCondition', 'ways'),
  inputs: field('inputs', 'data'),
  outputs: field('outputs', 'data'),
  declares: field('declares', 'data'),
  script: field('script', 'data'),
  resultVariable: field('resultVariable', 'data'),
  loop: field('loop', 'steps'),
  standardLoop: field('loop', 'steps'),
  'loop.departments': field('departments', 'people'),
  'loop.collection': field('collection', 'steps'),
  'loop.cardinality': field('cardinality', 'steps'),
  'loop.completionCondition': field('completionCondition', 'steps'),
  'loop.sequential': field('sequential', 'steps'),
  name: field('name', 'steps'),
  type: field('type', 'steps'),
  parent: field('parent', 'steps'),
  attachedTo: field('attachedTo', 'steps'),
  interrupting: field('interrupting', 'steps'),
  status: field('status', 'steps'),
  job: field('job', 'work'),
  'job.type': field('jobType', 'work'),
  'job.retries': field('retries', 'work'),
  'job.headers': field('headers', 'work'),
  listeners: field('listeners', 'work'),
  decision: field('decision', 'work'),
  called: field('called', 'work'),
  binding: field('binding', 'work'),
  versionTag: field('versionTag', 'work'),
  properties: field('properties', 'other'),
}

export function fieldOf(path: string): Field | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (Object.hasOwn(fields, at)) return fields[at]
  return undefined
}

/** Follow from elements and flows that are new, gone or lead elsewhere, each of which has a row of its own. */
const derived = new Set(['incoming', 'boundaries', 'starts', 'handlers', 'entries', 'triggeredBy', 'undoneBy'])

/** Is it said already by another row? The order of the ways out is not, where they are the same ones. */
export function isDerived(path: string, before: unknown, after: unknown): boolean {
  if (path !== 'outgoing') return derived.has(path)
  const sorted = (value: unknown): string => JSON.stringify([...((value ?? []) as string[])].toSorted())
  return sorted(before) !== sorted(after)
}
