export default {
  title: 'Problems',
  error: 'Error',
  warning: 'Warning',
  errors: '{count} error | {count} errors',
  warnings: '{count} warning | {count} warnings',
  none: 'No problems found',
  checking: 'Checking…',
  failed: 'The check did not finish',
  unnamed: 'unnamed {type}',
  thisElement: 'this element',
  mark: '{count} problem ({errors} error) | {count} problems, {errors} of them errors',
} as const
