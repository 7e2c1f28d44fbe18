import { expect, test } from 'vitest'
import { readPeople, writePeople } from './people.ts'

test.each([
  ['window', { kind: 'departments', codes: ['window'] }],
  ['nr, fire', { kind: 'departments', codes: ['nr', 'fire'] }],
  ['applicant', { kind: 'applicant' }],
  ['=department.code', { kind: 'ownDepartment' }],
  ['=if urgent then "a" else "b"', { kind: 'expression', source: 'if urgent then "a" else "b"' }],
  ['', { kind: 'nobody' }],
] as const)('“%s” is understood and written back unchanged', (source, people) => {
  expect(readPeople(source)).toEqual(people)
  expect(writePeople(readPeople(source))).toBe(source)
})
