/** Why a case stands still, by the code of its incident; the engine's own words follow as the detail. */
export default {
  'called-process-missing': 'The process to call is not published.',
  'called-process-refused': 'The process to call refused to start.',
  'condition-not-boolean': 'A condition is neither true nor false.',
  'data-unavailable': 'A value that the step needs is not there yet.',
  'decision-failed': 'A decision has no result.',
  'decision-not-found': 'The decision is not published.',
  'error-uncaught': 'Nothing handles the business error that was thrown.',
  'expression-failed': 'An expression has no result.',
  'job-failed': 'The system step failed.',
  'no-flow': 'No way out fits, and there is no default one.',
  'no-such-element': 'The step to start does not exist.',
  'runaway-loop': 'The process turns in a loop that never waits.',
  'wrong-timer': 'The time of a timer cannot be worked out.',
  'wrong-type': 'An expression has a result of the wrong kind.',
  'no-such-rule': 'The register has no such limit, or it was not in force on the day of acceptance:',
  'no-such-calendar': 'There is no such calendar:',
} as const
