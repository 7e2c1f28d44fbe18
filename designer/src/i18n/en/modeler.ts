export default {
  title: 'Process designer',
} as const
