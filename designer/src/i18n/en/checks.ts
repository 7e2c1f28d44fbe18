export default {
  title: 'Problems',
  error: 'Error',
  warning: 'Warning',
  errors: '{count} errors',
  warnings: '{count} warnings',
  none: 'No problems found',
  checking: 'Checking…',
  failed: 'The check did not finish',
  unnamed: 'unnamed {type}',
  thisElement: 'this element',
  mark: '{count} problems, {errors} of them errors',
} as const
