/** What the shell must do once the step is committed: data, so that play and check may leave it undone. */
export type Effect =
  /** A job waits for a worker of this type. */
  | { type: 'job'; key: number; jobType: string }
  /** Something falls due: epoch milliseconds. */
  | { type: 'wake'; at: number }
