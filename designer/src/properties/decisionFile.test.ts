import { expect, test } from 'vitest'
import { decisionsOf, troubleOf } from './decisionFile.ts'

const file = (text: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">
    <inputData id="area" name="area"/>
    <decision id="risk" name="Risk class"><variable name="risk"/><literalExpression><text>${text}</text></literalExpression></decision>
  </definitions>`

test('a task may choose among the decisions of all files', async () => {
  const bundle = { bpmn: '', forms: {}, documents: {}, decisions: { first: file('1'), broken: 'no DMN' } }
  expect(await decisionsOf(bundle)).toEqual([{ id: 'risk', label: 'Risk class', file: 'first' }])
})

test('a file with a mistake is not taken, and says why', async () => {
  expect(await troubleOf(file('1'))).toEqual([])
  expect(await troubleOf(file('1 +'))).toEqual([expect.stringContaining('Risk class')])
  expect(await troubleOf('no DMN')).toEqual([expect.stringContaining('Expected a DMN file')])
})
