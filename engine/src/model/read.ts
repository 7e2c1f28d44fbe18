import { bpmnModdle } from './bpmnModdle.ts'
import type { ModdleElement } from './moddle.ts'
import type { Problem } from './problem.ts'
import { keepUnresolved, type Unresolved } from './unresolved.ts'

export type ReadModel =
  { definitions: ModdleElement; problems: Problem[] } | { definitions?: undefined; problems: Problem[] }

/** Longest model, in characters. */
export const longestModel = 10_000_000

const line = (message: string): string => {
  const found = /line: (\d+)/.exec(message)
  return found ? `line ${Number(found[1]) + 1}` : 'the file'
}

const cause = (message: string): string => /nested error: ([^\n]*)/.exec(message)?.[1] ?? message.split('\n')[0]!

/**
 * Reads BPMN 2.0 XML. What the standard or a known namespace does not define is a problem, never dropped in silence: an
 * unknown element, an unknown attribute of a known element, a reference to nothing, an id used twice.
 */
export async function readModel(xml: string, moddle = bpmnModdle): Promise<ReadModel> {
  if (xml.length > longestModel) {
    return { problems: [malformed(`the file has more than ${longestModel} characters`)] }
  }
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml)
    const problems = (warnings as Warning[])
      .filter(({ message }) => !message.startsWith('unsupported document encoding'))
      .map(warned)
    const second = twoLoops.exec(xml)
    if (second) problems.push(doubled(xml.slice(0, second.index)))
    const definitions = rootElement as unknown as ModdleElement
    keepUnresolved(definitions, (warnings as Warning[]).flatMap(unresolved))
    return { definitions, problems }
  } catch (error) {
    const { message, warnings } = error as Error & { warnings?: { message: string }[] }
    const first = warnings?.[0]?.message ?? message
    return { problems: [malformed(`${cause(first)}, in ${line(first)}`)] }
  }
}

/** The reader keeps the last of two; the schema allows one. */
const twoLoops =
  /(?:<\/(?:\w+:)?standardLoopCharacteristics>|<(?:\w+:)?standardLoopCharacteristics\b[^>]*\/>)\s*<(?:\w+:)?multiInstanceLoopCharacteristics\b|(?:<\/(?:\w+:)?multiInstanceLoopCharacteristics>|<(?:\w+:)?multiInstanceLoopCharacteristics\b[^>]*\/>)\s*<(?:\w+:)?standardLoopCharacteristics\b/
const activity = /<(?:\w+:)?(?:\w*[tT]ask|\w*[sS]ubProcess|transaction|callActivity)\b[^>]*\bid="([^"]*)"/g

function doubled(before: string): Problem {
  const element = [...before.matchAll(activity)].at(-1)?.[1]
  return {
    code: 'loop-doubled',
    severity: 'error',
    ...(element === undefined ? {} : { element }),
    field: 'loopCharacteristics',
    words: `${element ?? 'An activity'} is both a standard loop and a multi-instance activity`,
    fix: 'Keep one of the two markers',
  }
}

const malformed = (what: string): Problem => ({
  code: 'xml-malformed',
  severity: 'error',
  words: `Expected a BPMN 2.0 file, but ${what}`,
  fix: 'Export the drawing again from a BPMN editor',
})

interface Warning {
  message: string
  element?: ModdleElement
  property?: string
  value?: unknown
}

const unresolved = ({ message, element, property, value }: Warning): Unresolved[] =>
  message.startsWith('unresolved reference') && element && property !== undefined && typeof value === 'string'
    ? [{ element, property, id: value }]
    : []

function warned(warning: Warning): Problem {
  const { message } = warning
  const element = warning.element?.id
  const place = element === undefined ? {} : { element }
  if (message.startsWith('unresolved reference')) {
    const words = `${element ?? 'An element'} refers to ${message.slice('unresolved reference '.length)}, which is not in the model`
    // Types of data are documentation here: variables are JSON.
    const severity = /structureRef|itemSubjectRef|itemRef/.test(warning.property ?? '') ? 'warning' : 'error'
    return {
      code: 'reference-unresolved',
      severity,
      ...place,
      words,
      fix: 'Connect it to an element that exists',
    }
  }
  const unknown = /unknown type <([^>]*)>|unrecognized element <([^>]*)>|unknown attribute <([^>]*)>/.exec(message)
  if (unknown) {
    const what = /unparsable content <([^>\s/]*)/.exec(message)?.[1] ?? unknown[1] ?? unknown[2] ?? unknown[3]
    return {
      code: 'xml-unknown',
      severity: 'error',
      ...place,
      words: `BPMN 2.0 does not know <${what}>, in ${line(message)}`,
      fix: 'Remove it, or replace it by an element of the standard',
    }
  }
  return {
    code: 'xml-invalid',
    severity: 'error',
    ...place,
    words: `${cause(message)}, in ${line(message)}`,
    fix: 'Correct this place of the file',
  }
}
