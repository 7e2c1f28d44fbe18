export { compileDecisions, type CompiledDecisions } from './compile/compileDecisions.ts'
export { explainDecision, type DecisionExplanation, type ExplainedDecision, type ExplainedTable } from './explain.ts'
export {
  evaluateElement,
  type DecisionEvaluation,
  type DecisionOutcome,
  type EvaluationOptions,
  type Warning,
} from './evaluate/evaluateElement.ts'
export { callables } from './source.ts'
export { elementOf, type DecisionFile, type DecisionModel, type Element } from './model.ts'
export type { RuleReason, TableInput, TableOutcome } from './run.ts'
export type { FeelValue } from './feel.ts'
export { agree, feelValue, shown } from './values.ts'
