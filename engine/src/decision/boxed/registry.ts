import { decisionTable } from '../table/decisionTable.ts'
import type { CompileBoxed } from './boxed.ts'
import { conditional } from './conditional.ts'
import { context } from './context.ts'
import { filter } from './filter.ts'
import { functionDefinition } from './functionDefinition.ts'
import { invocation } from './invocation.ts'
import { everyIterator, forIterator, someIterator } from './iterator.ts'
import { list } from './list.ts'
import { literalExpression } from './literalExpression.ts'
import { relation } from './relation.ts'

/** Every kind of boxed expression: one line each. */
export const boxedExpressions: Readonly<Record<string, CompileBoxed>> = {
  'dmn:LiteralExpression': literalExpression,
  'dmn:DecisionTable': decisionTable,
  'dmn:Context': context,
  'dmn:List': list,
  'dmn:Relation': relation,
  'dmn:FunctionDefinition': functionDefinition,
  'dmn:Invocation': invocation,
  'dmn:Conditional': conditional,
  'dmn:For': forIterator,
  'dmn:Some': someIterator,
  'dmn:Every': everyIterator,
  'dmn:Filter': filter,
}
