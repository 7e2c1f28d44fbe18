import type { FeelNode } from './node.ts'
import type { Parser } from './parser.ts'

/** The rest of an interval, from its dots on. */
export function readIntervalEnd(parser: Parser, from: number, start: FeelNode, startIncluded: boolean): FeelNode {
  parser.expect('..')
  const end = parser.expression()
  const endIncluded = parser.at(']')
  if (!endIncluded && !parser.at(')') && !parser.at('[')) parser.fail('expected the end of a range')
  parser.next()
  return parser.node(from, { kind: 'interval', start, end, startIncluded, endIncluded }, [start, end])
}
