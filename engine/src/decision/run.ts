import type { Run as FeelRun } from '../expression/run.ts'
import type { FeelValue } from './feel.ts'

/** One evaluation of a decision: what it may depend on, and what it tells. */
export interface Run {
  /** Time and limits, shared by all expressions of the evaluation. */
  readonly feel: FeelRun
  /** Tells what became null although the model does not say so. */
  warn(words: string): void
  /** Told by each decision table that was evaluated. */
  decided(outcome: TableOutcome): void
  /** Tables also say why their other rules did not fire. */
  readonly explaining: boolean
}

export interface TableOutcome {
  /** Id of the table, where it has one. */
  readonly table?: string
  /** The rules that fired, numbered from 1, in the order of the table. */
  readonly rules: readonly number[]
  /** When explaining: the values of the inputs. */
  readonly inputs?: readonly TableInput[]
  /** When explaining: what is noted beside the rules that fired. */
  readonly annotations?: readonly { readonly rule: number; readonly annotations: readonly string[] }[]
  /** When explaining: for each rule that did not fire, the cells that were not fulfilled. */
  readonly others?: readonly RuleReason[]
}

export interface TableInput {
  readonly label: string
  readonly value: FeelValue
}

export interface RuleReason {
  readonly rule: number
  readonly cells: readonly { readonly input: string; readonly test: string; readonly value: FeelValue }[]
}
