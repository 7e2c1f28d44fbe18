import { describe, expect, test } from 'vitest'
import { china } from '../../time/index.ts'
import { evaluateElement } from '../evaluate/evaluateElement.ts'
import { elementOf } from '../model.ts'
import { compileDecisions } from './compileDecisions.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

const file = (content: string, { id = 'one', uri = 'https://www.omg.org/spec/DMN/20230324/MODEL/' } = {}): string =>
  `<definitions xmlns="${uri}" id="${id}" name="${id}" namespace="${id}">${content}</definitions>`

const decision = (id: string, logic: string, requirements = ''): string =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>${requirements}${logic}</decision>`
const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`
const needs = (id: string): string =>
  `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`
const knows = (id: string): string => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`
const knowledge = (id: string, parameter: string, logic: string): string =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/><encapsulatedLogic><formalParameter name="${parameter}"/>${logic}</encapsulatedLogic></businessKnowledgeModel>`

async function evaluated(content: string, id = 'a', inputs: Record<string, unknown> = {}) {
  const { model } = await compileDecisions([file(content)])
  return evaluateElement(elementOf(model, id)!, (name) => inputs[name], { moment })
}

const codesOf = async (...files: string[]): Promise<string[]> =>
  (await compileDecisions(files)).problems.map(({ code, element }) => `${code} ${element ?? '-'}`)

describe('files', () => {
  test.each([
    ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
    ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
    ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
    ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
    ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
  ])('of DMN %s are read', async (_, uri) => {
    const { model, ok } = await compileDecisions([file(decision('a', literal('1 + 1')), { uri })])
    expect(ok).toBe(true)
    expect(evaluateElement(elementOf(model, 'a')!, () => undefined, { moment }).value).toBe(2)
  })

  test('DMN 1.1 writes types with a prefix', async () => {
    const content = `<inputData id="n" name="n"><variable name="n" typeRef="feel:number"/></inputData>`
    expect(await codesOf(file(content))).toEqual([])
  })

  test.each(['', 'no xml', '<a/>', '<definitions/>', '<definitions'])(
    'that are no DMN are refused: %s',
    async (xml) => {
      expect((await codesOf(xml))[0]).toBe('dmn-malformed -')
    },
  )

  test('of which one is missing are refused', async () => {
    const content = '<import name="other" namespace="other" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    expect(await codesOf(file(content))).toEqual(['decision-import -'])
    expect(await codesOf(file(content), file('', { id: 'other' }))).toEqual([])
  })
})

describe('what is wrong is said, with its decision', () => {
  test.each([
    ['an expression', decision('a', literal('1 +')), ['decision-expression a']],
    [
      'a language',
      decision('a', '<literalExpression expressionLanguage="groovy"><text>1</text></literalExpression>'),
      ['decision-language a'],
    ],
    ['a requirement of nothing', decision('a', literal('1'), needs('nothing')), ['decision-reference a']],
    ['a type', '<decision id="a" name="a"><variable name="a" typeRef="tNothing"/></decision>', ['decision-type a']],
    [
      'a circle',
      decision('a', literal('b'), needs('b')) + decision('b', literal('a'), needs('a')),
      ['decision-cycle a'],
    ],
    ['a function of Java', decision('a', '<functionDefinition kind="Java"/>'), ['decision-function-kind a']],
    [
      'a rule with holes',
      decision(
        'a',
        '<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule><inputEntry><text>1</text></inputEntry></rule></decisionTable>',
      ),
      ['decision-table-shape a', 'decision-table-gap a'],
    ],
    [
      'a sum of two outputs',
      decision(
        'a',
        '<decisionTable hitPolicy="COLLECT" aggregation="SUM"><output name="x"/><output name="y"/></decisionTable>',
      ),
      ['decision-table-aggregation a', 'decision-table-undecided a'],
    ],
  ])('%s', async (_, content, codes) => {
    expect(await codesOf(file(content))).toEqual(codes)
  })
})

describe('limits', () => {
  const list = '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]'
  const nested = (depth: number): string =>
    depth === 0
      ? literal('1')
      : `<for iteratorVariable="i${depth}"><in>${literal(list)}</in><return>${nested(depth - 1)}</return></for>`

  test('a decision that never ends is cut off and says so', async () => {
    const content = knowledge('f', 'n', literal('f(n + 1)')) + decision('a', literal('f(1)'), knows('f'))
    const { value, warnings } = await evaluated(content)
    expect(value).toBeNull()
    expect(warnings).toHaveLength(1)
  })

  test('loops in loops count together', async () => {
    const { value, warnings } = await evaluated(decision('a', nested(12)))
    expect(value).toBeNull()
    expect(warnings.length).toBeGreaterThan(0)
  })

  test('a knowledge model may call itself within them', async () => {
    const factorial = knowledge('f', 'n', literal('if n &lt;= 1 then 1 else n * f(n - 1)'))
    expect(await evaluated(factorial + decision('a', literal('f(10)'), knows('f')))).toMatchObject({
      value: 3_628_800,
      warnings: [],
    })
  })
})

test('a decision that is not a service is never taken from the inputs', async () => {
  const content = decision('b', literal('1')) + decision('a', literal('b + 1'), needs('b'))
  expect((await evaluated(content, 'a', { b: 41 })).value).toBe(2)
})
