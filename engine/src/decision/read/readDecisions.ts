import type { ModdleElement } from '../../model/moddle.ts'
import type { Problem } from '../../model/problem.ts'
import { longestModel } from '../../model/read.ts'
import { dmnModdle, inKnownVersion } from './dmnModdle.ts'

export interface ReadDecisions {
  /** Missing: the file is no DMN at all. */
  readonly definitions?: ModdleElement
  readonly problems: readonly Problem[]
}

/** Reads DMN 1.1 to 1.5 XML. Elements that the standard does not define are warnings: makers of tools add their own. */
export async function readDecisions(xml: string): Promise<ReadDecisions> {
  if (xml.length > longestModel) return malformed(`the file has more than ${longestModel} characters`)
  try {
    const { rootElement, warnings } = await dmnModdle.fromXML(inKnownVersion(xml))
    if (rootElement.$type !== 'dmn:Definitions') return malformed(`it holds <${rootElement.$type}>`)
    return { definitions: rootElement, problems: warnings.flatMap(({ message }) => unknown(message)) }
  } catch (error) {
    return malformed((error as Error).message.split('\n')[0]!)
  }
}

const malformed = (what: string): ReadDecisions => ({
  problems: [
    {
      code: 'dmn-malformed',
      severity: 'error',
      words: `Expected a DMN file, but ${what}`,
      fix: 'Export the decisions again from a DMN editor',
    },
  ],
})

function unknown(message: string): Problem[] {
  const found = /unrecognized element <([^>]*)>|unknown type <([^>]*)>/.exec(message)
  if (!found) return []
  const what = found[1] ?? found[2]!
  return [
    {
      code: 'dmn-unknown',
      severity: 'warning',
      words: `DMN 1.5 does not know <${what}>; it is not evaluated`,
      fix: 'Remove it, or replace it by an element of the standard',
    },
  ]
}
