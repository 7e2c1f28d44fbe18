export default {
  title: 'Processes',
  new: 'New process',
  newWords: 'What is the process called? You can change it later.',
  newPlaceholder: 'e.g. Joint approval of a building permit',
  nameNeeded: 'Enter a name.',
  import: 'Import BPMN file',
  notBpmn: 'No process was found in “{file}”. Choose a BPMN 2.0 file (.bpmn or .xml) that holds a process.',
  replace: 'Import as draft',
  replaceWords:
    'A process with the same id exists: “{name}”. The imported drawing becomes its new draft; forms and document templates stay, and published versions are not touched.',
  empty: 'No process yet',
  emptyWords:
    'Start a new process or import an existing BPMN file. Drafts save themselves and touch no case until they are published.',
  live: 'Live version',
  version: 'Version {version}',
  never: 'Not published',
  running: 'Running cases',
  draft: 'Draft, saved by {by} at {at}',
  noDraft: 'Same as the live version',
  starter: { start: 'Application received', step: 'Handle', end: 'Done' },
} as const
