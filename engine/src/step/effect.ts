import type { Variables } from '../expression/expression.ts'

/** What the shell must do once the step is committed: data, so that play and check may leave it undone. */
export type Effect =
  /** A job waits for a worker of this type. */
  | { type: 'job'; key: number; jobType: string }
  /** Something falls due: epoch milliseconds. */
  | { type: 'wake'; at: number }
  /** A message for whoever waits for it, or for a process that starts with it. */
  | { type: 'publish'; name: string; correlationKey?: string; variables: Variables }
  /** A signal for every other case and for every process that starts with it. */
  | { type: 'broadcast'; name: string; variables: Variables }
  /** Start this process as a case of its own and tell the call activity how it ended. */
  | {
      type: 'call'
      key: number
      process: string
      binding: 'latest' | 'deployment' | 'versionTag'
      versionTag?: string
      called: string
      variables: Variables
    }
  /** New values of data stores. */
  | { type: 'store'; values: Variables }
  /** A start event of a standing process has happened: start a case with it. */
  | { type: 'begin'; element: string; variables: Variables }
  | { type: 'cancelCase'; case: string }
  /** News for the call activity that started this case. */
  | { type: 'returned'; case: string; key: number; variables: Variables }
  | { type: 'raised'; case: string; key: number; kind: 'error' | 'escalation'; code: string }
