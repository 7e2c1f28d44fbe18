export { checkDrawing, type CheckedDrawing } from './checkDrawing.ts'
export { checkSoundness, type Fault, type FaultCode, type Soundness } from './soundness/soundness.ts'
export { runProblems, type RunProblem } from './soundness/problems.ts'
export { playWay, type PlayedWay } from './soundness/play.ts'
export type { Bounds, Deed } from './soundness/search.ts'
export type { Fix } from './soundness/fixes.ts'
export { offeredNames, unsetVariables } from './variables/unset.ts'
export {
  variableUses,
  type FormPaths,
  type Surroundings,
  type VariableRead,
  type VariableUse,
} from './variables/usage.ts'
export { differences, type Change } from './diff/diff.ts'
export { kindOfExpression, variableKinds } from './variables/kinds.ts'
export type { FeelKind } from '../expression/values/value.ts'
