/** Who does a task, as `zeebe:assignmentDefinition` says it. */
export type People =
  | { kind: 'nobody' }
  | { kind: 'departments'; codes: string[] }
  | { kind: 'applicant' }
  | { kind: 'ownDepartment' }
  | { kind: 'expression'; source: string }

/** The department whose instance of a joint review this is. */
const ownDepartment = '=department.code'
const applicant = 'applicant'

export function readPeople(candidateGroups: string): People {
  const source = candidateGroups.trim()
  if (!source) return { kind: 'nobody' }
  if (source === applicant) return { kind: 'applicant' }
  if (source.replace(/\s/g, '') === ownDepartment) return { kind: 'ownDepartment' }
  if (source.startsWith('=')) return { kind: 'expression', source: source.slice(1).trim() }
  return {
    kind: 'departments',
    codes: source
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
  }
}

export function writePeople(people: People): string {
  switch (people.kind) {
    case 'nobody':
      return ''
    case 'departments':
      return people.codes.join(', ')
    case 'applicant':
      return applicant
    case 'ownDepartment':
      return ownDepartment
    case 'expression':
      return people.source.trim() ? `=${people.source.trim().replace(/^=\s*/, '')}` : ''
  }
}
