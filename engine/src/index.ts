/** The engine's public words: everything here is pure and runs in Node, a browser and a worker. */
export { compile, check, type CompiledModel } from './model/compile/index.ts'
export type { Graph, Node, Flow, ElementType } from './model/graph.ts'
export { readModel, longestModel, type ReadModel } from './model/read.ts'
export { writeModel } from './model/write.ts'
export type { ModdleElement } from './model/moddle.ts'
export { hasErrors, type Problem } from './model/problem.ts'
export { lianbanModdle } from './model/extension/lianban.ts'
export { zeebeModdle } from './model/extension/zeebe.ts'
export { step, type Accepted, type Rejected, type StepResult } from './step/step.ts'
export { apply, emptyState, replay } from './step/apply.ts'
export { decodeState, encodeState, type Instance, type State } from './step/state.ts'
export type { Command, Handover, PostHolder, Rejection } from './step/command.ts'
export type { Event, EventType } from './step/event.ts'
export {
  migrationProblemCodes,
  type Instruction,
  type MigrationPlan,
  type MigrationProblem,
  type RestartPoint,
} from './correction/plan.ts'
export { notToBeActivated } from './correction/modify.ts'
export { mapAutomatically, type ElementChoice } from './correction/migrate/automatic.ts'
export type { Effect } from './step/effect.ts'
export type { Expression, Json, Moment, Variables } from './expression/expression.ts'
export { compileFeel } from './expression/feel.ts'
export { caseStatus } from './approval/status.ts'
export * from './time/index.ts'
export * from './audit/index.ts'
export { clockAround } from './step/around.ts'
export { limitEnd, visibleVariables } from './step/scope.ts'
export * from './analyse/index.ts'
