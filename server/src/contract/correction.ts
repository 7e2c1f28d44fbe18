import type { TimelineEntry } from './case.ts'

/**
 * What an admin may correct in a running case. Every correction is a command of the engine with a reason, tried out before it
 * is done, and an event of the case's record.
 */
export type Correction =
  | { do: 'cancel'; reason: string }
  /** Nobody can work in the case until it goes on; its legal clocks run. */
  | { do: 'suspend'; reason: string }
  | { do: 'goOn'; reason: string }
  /** Of the case, or of the instance `key`. */
  | { do: 'setVariables'; variables: Record<string, unknown>; key?: number; reason: string }
  | { do: 'modify'; instructions: CorrectionInstruction[]; variables?: Record<string, unknown>; reason: string }
  /** Back to where the case stood before the step in which event `before` of its record happened. */
  | { do: 'restart'; before: number; reason: string }
  | { do: 'retryIncident'; key: number; reason: string }

export type CorrectionInstruction =
  | { do: 'activate'; element: string; scope?: number; variables?: Record<string, unknown> }
  | { do: 'terminate'; key: number }
  | { do: 'dropToken'; scope: number; gateway: string; flow: string }

/**
 * POST /api/cases/:id/corrections/preview (admin) with a Correction answers CorrectionPreview; POST /api/cases/:id/corrections
 * does it (204), with an `Idempotency-Key` a repetition does nothing more.
 */
export type CorrectionPreview =
  | { ok: false; code: string; words: string; remedy: string }
  | {
      ok: true
      /** What the record would say. */
      entries: TimelineEntry[]
      ended: CorrectedInstance[]
      begun: CorrectedInstance[]
      /** The case would be over. */
      ends: boolean
      /** Messages, signals and calls that would go to other cases. */
      leaving: number
    }

export interface CorrectedInstance {
  key: number
  element: string
  elementName: string
  /** Whose claimed task it is, or which departments see it. */
  task?: { assignee?: string; groups: string; hasDraft: boolean }
}

/** GET /api/cases/:id/corrections (admin): what lives in the case, and what may begin in it. */
export interface CaseStructure {
  suspended?: { reason: string; held: number }
  variables: Record<string, unknown>
  instances: LiveInstance[]
  /** Tokens that wait at joins, with the flow that each has come by. */
  tokens: { scope: number; gateway: string; gatewayName: string; flow: string; flowName: string; count: number }[]
  /** Elements that may be activated, in the order of the drawing. */
  elements: {
    id: string
    name: string
    type: string
    /** The sub-process around it; absent at the top. */
    container?: string
  }[]
  /** Steps of the record to which the case can be put back: the first event of each, oldest first. */
  points: { before: number; at: string; entry: TimelineEntry }[]
}

export interface LiveInstance {
  key: number
  /** Key of the container; 0 of the process itself. */
  scope: number
  element: string
  elementName: string
  type: string
  /** Position of its item in a loop, from 1. */
  item?: number
  /** What it waits for. */
  waits: ('task' | 'job' | 'timer' | 'message' | 'signal' | 'condition' | 'case' | 'listener')[]
  incident?: string
  /** Its own, where it has any; the process itself has those of the case. */
  variables?: Record<string, unknown>
}

/** POST /api/corrections (admin) { cases, correction }: up to 500 cases, each by itself, with an answer for each. */
export interface CorrectMany {
  cases: string[]
  correction: Correction
}
export interface CorrectedMany {
  done: number
  refused: number
  cases: { id: string; caseNo: string; ok: boolean; code?: string; words?: string; remedy?: string }[]
}
