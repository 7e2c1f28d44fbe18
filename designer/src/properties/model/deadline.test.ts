import { expect, test } from 'vitest'
import { readDeadline, writeDeadline } from './deadline.ts'

test.each([
  ['=due', { kind: 'due' }],
  ['=wdBefore(due, 1)', { kind: 'beforeDue', days: 1 }],
  ['=wd(5)', { kind: 'workingDays', days: 5 }],
  ['=cd(30)', { kind: 'calendarDays', days: 30 }],
  ['=wd(5, date(acceptedOn))', { kind: 'expression', source: 'wd(5, date(acceptedOn))' }],
] as const)('%s is read as a term and written back unchanged', (source, term) => {
  expect(readDeadline(source)).toEqual(term)
  expect(writeDeadline(term)).toBe(source)
})

test('spaces and a missing equals sign do not turn a term into an expression', () => {
  expect(readDeadline(' wdBefore( due ,2 ) ')).toEqual({ kind: 'beforeDue', days: 2 })
})

test('an expression never gets a second equals sign', () => {
  expect(writeDeadline({ kind: 'expression', source: '=due' })).toBe('=due')
})
