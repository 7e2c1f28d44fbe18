import { feelValue, type FeelValue } from '@lianban/engine/decision'
import { childOf, childrenOf, readXml, type Xml } from './xml.ts'

/** A test file of the kit (`testCases.xsd`). */
export interface TestCases {
  readonly model: string
  readonly cases: readonly TestCase[]
}

export interface TestCase {
  readonly id: string
  readonly type: 'decision' | 'bkm' | 'decisionService'
  /** The service or knowledge model that is called. */
  readonly invocable?: string
  readonly inputs: ReadonlyMap<string, FeelValue>
  readonly results: readonly ResultNode[]
}

export interface ResultNode {
  readonly name: string
  readonly expected: FeelValue
  /** The result is an error, which FEEL shows as null. */
  readonly error: boolean
}

export function readTestCases(xml: string): TestCases {
  const root = readXml(xml)
  return { model: childOf(root, 'modelName')?.text.trim() ?? '', cases: childrenOf(root, 'testCase').map(testCase) }
}

function testCase(element: Xml): TestCase {
  const { id = '', type = 'decision', invocableName } = element.attributes
  const inputs = childrenOf(element, 'inputNode').map((node) => [node.attributes['name']!, valueOf(node)] as const)
  return {
    id,
    type: type as TestCase['type'],
    ...(invocableName === undefined ? {} : { invocable: invocableName }),
    inputs: new Map(inputs),
    results: childrenOf(element, 'resultNode').map((node) => {
      const expected = childOf(node, 'expected')
      return {
        name: node.attributes['name'] ?? '',
        expected: expected ? valueOf(expected) : null,
        error: node.attributes['errorResult'] === 'true',
      }
    }),
  }
}

/** What a node holds: a value, a list of items, or the components of a context. */
function valueOf(node: Xml): FeelValue {
  const list = childOf(node, 'list')
  if (list) return isNil(list) ? null : childrenOf(list, 'item').map(valueOf)
  const components = childrenOf(node, 'component')
  if (components.length > 0) {
    return Object.fromEntries(components.map((one) => [one.attributes['name']!, isNil(one) ? null : valueOf(one)]))
  }
  const value = childOf(node, 'value')
  if (!value || isNil(value)) return null
  return feelValue(local(value.attributes['type'] ?? 'string'), value.text)
}

const isNil = (element: Xml): boolean => element.attributes['nil'] === 'true'
const local = (name: string): string => name.slice(name.indexOf(':') + 1)
