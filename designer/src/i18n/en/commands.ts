export default {
  palette: 'Command palette',
  search: 'Type a command…',
  none: 'No command matches. Try another word.',
  help: 'Keyboard shortcuts',
  helpHint: 'Single-key shortcuts rest while you type in a field.',
  go: 'Go to: {page}',
  key: 'Key',
  action: 'Action',
} as const
