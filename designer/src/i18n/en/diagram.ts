export default {
  label: 'Process diagram',
  failed: 'The diagram cannot be shown: the file is not valid BPMN, or has no drawing in it.',
  active: 'Now at: {steps}',
  ended: 'The process has ended',
  completed: '{count} steps done',
  incidents: 'Incidents to look at: {steps}',
  activeStep: 'Now at: {name} ({count})',
  doneStep: 'Done: {name}',
  incidentStep: 'Incident at: {name}',
} as const
