import type { RemarkCode, RowCode } from './words/codes.ts'

/**
 * What became of something of the source: `converted` has an equal here, `dropped` means nothing here, `unconverted` needs
 * a person, and the drawing is not published before somebody has decided it.
 */
export type Outcome = 'converted' | 'dropped' | 'unconverted'

export interface Row {
  /** Id of the nearest element with an id, where the drawing shows one; empty for the file itself. */
  readonly element: string
  /** Name of that element. */
  readonly name?: string
  /** `camunda:assignee`, `flowable:field`, `camunda:formField/@datePattern`, `bpmn:conditionExpression`. */
  readonly what: string
  readonly outcome: Outcome
  /** Which words explain it: `rowWords`. */
  readonly code: RowCode
  /** As the source has it; an element as XML. */
  readonly from: string
  /** As the converted drawing has it. */
  readonly to?: string
  /** A detail that the words name, such as the part that could not be converted. */
  readonly detail?: string
  /** Where the meaning is not exactly the same. */
  readonly remarks?: readonly RemarkCode[]
}
