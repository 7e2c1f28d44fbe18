import type { Logic } from '../boxed/boxed.ts'
import type { FeelValue, Lookup, Test } from '../feel.ts'
import type { FeelNode } from '../../expression/syntax/node.ts'
import type { Match } from './matcher.ts'
import type { Run } from '../run.ts'
import type { Type } from '../types/type.ts'

/** A decision table, compiled (DMN 1.5, chapter 8). */
export interface Table {
  readonly id?: string
  readonly hitPolicy: HitPolicy
  readonly aggregation?: Aggregation
  readonly inputs: readonly InputClause[]
  readonly outputs: readonly OutputClause[]
  readonly rules: readonly Rule[]
  readonly match: Match
}

export interface InputClause {
  readonly label: string
  readonly value: Logic
  readonly type: Type
  /** Input values: what the table is made for. */
  readonly allowed?: Cell
  /** Input values, or those that the type of the input allows. */
  readonly domain?: FeelNode
}

export interface OutputClause {
  /** Missing where the table has one output. */
  readonly name?: string
  readonly type: Type
  /** Output values, the most important first. */
  readonly order: (lookup: Lookup, run: Run) => readonly FeelValue[] | undefined
  /** The output values that are literals, in their order. */
  readonly constants: readonly (FeelValue | undefined)[]
  readonly fallback?: Logic
}

export interface Rule {
  readonly cells: readonly Cell[]
  readonly outputs: readonly Logic[]
  /** The expressions of the outputs. */
  readonly results: readonly FeelNode[]
  readonly annotations: readonly string[]
}

export interface Cell {
  readonly source: string
  readonly node: FeelNode
  readonly test: Test
}

export const hitPolicies = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const
export type HitPolicy = (typeof hitPolicies)[number]
export const aggregations = ['SUM', 'MIN', 'MAX', 'COUNT'] as const
export type Aggregation = (typeof aggregations)[number]
