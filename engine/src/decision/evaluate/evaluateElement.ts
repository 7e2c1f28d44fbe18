import { FeelLimit, Run as FeelRun } from '../../expression/run.ts'
import { FeelFunction } from '../../expression/values/function.ts'
import { functionOf, invoke, type FeelContext, type FeelValue, type Lookup } from '../feel.ts'
import type { Decision, Element, Knowledge, Requirement, Service } from '../model.ts'
import type { Moment } from '../../expression/expression.ts'
import type { Run, TableOutcome } from '../run.ts'
import { coerce, conforming } from '../types/coerce.ts'
import { fromJson } from '../types/fromJson.ts'
import { Frame } from './frame.ts'
import type { Type } from '../types/type.ts'

export interface DecisionEvaluation {
  readonly value: FeelValue
  /** What became null although the model does not say so, oldest first. */
  readonly warnings: readonly Warning[]
  /** The decisions that were evaluated, those that others need first. */
  readonly decisions: readonly DecisionOutcome[]
}

export interface Warning {
  /** Id of the decision or knowledge model. */
  readonly element: string
  readonly words: string
}

export interface DecisionOutcome {
  readonly id: string
  /** As people know it. */
  readonly name: string
  readonly value: FeelValue
  readonly tables: readonly TableOutcome[]
}

export interface EvaluationOptions {
  readonly moment: Moment
  /** Also tell why rules did not fire. */
  readonly explaining?: boolean
  /** The inputs are JSON: ISO texts are read where the type is a date, time or duration. */
  readonly json?: boolean
  /** The zone of times without one; null: they have no instant, as the standard has it. Default: that of the calendar. */
  readonly zone?: string | null
}

/**
 * Evaluates a decision, or calls a decision service or knowledge model with the inputs of the names of its parameters.
 * `inputs` gives input data by name, and to a service its input decisions; that of an imported file lies inside the name of
 * the import, or beside the others.
 */
export function evaluateElement(element: Element, inputs: Lookup, options: EvaluationOptions): DecisionEvaluation {
  const evaluator = new Evaluator(inputs, options)
  const value = evaluator.start(element)
  return { value, warnings: evaluator.warnings, decisions: evaluator.decisions }
}

const mostWarnings = 100

/** The run is the evaluator itself: functions made for each evaluation would cost more than small tables. */
class Evaluator implements Run {
  readonly warnings: Warning[] = []
  readonly decisions: DecisionOutcome[] = []
  readonly feel: FeelRun
  readonly explaining: boolean
  readonly #inputs: Lookup
  readonly #json: boolean
  #current = ''
  #tables: TableOutcome[] = []

  constructor(inputs: Lookup, { moment, zone, explaining = false, json = false }: EvaluationOptions) {
    this.feel = new FeelRun(zone === undefined ? { moment, names: nothing } : { moment, names: nothing, zone })
    this.explaining = explaining
    this.#inputs = inputs
    this.#json = json
  }

  warn(words: string): void {
    if (this.warnings.length < mostWarnings) this.warnings.push({ element: this.#current, words })
  }

  decided(outcome: TableOutcome): void {
    this.#tables.push(outcome)
  }

  start(element: Element): FeelValue {
    try {
      const top = new Frame(this.#inputs)
      if (element.kind === 'service') return this.#ask(element, top)
      const value = this.#value(element, top)
      return element.kind === 'knowledge' ? this.#call(value) : value
    } catch (error) {
      if (!(error instanceof FeelLimit)) throw error
      this.warn(error.message)
      return null
    }
  }

  #value(element: Element, frame: Frame): FeelValue {
    const known = frame.values.get(element)
    if (known !== undefined) return known
    const value = this.#compute(element, frame)
    frame.values.set(element, value)
    return value
  }

  #compute(element: Element, frame: Frame): FeelValue {
    switch (element.kind) {
      case 'inputData':
        return this.#input(frame.given(element.name) ?? frame.given(element.label), element.type)
      case 'decision':
        return this.#decide(element, frame)
      case 'knowledge':
        return this.#knowledge(element, frame)
      case 'service':
        return this.#service(element, frame)
    }
  }

  #input(value: FeelValue = null, type: Type): FeelValue {
    return coerce(this.#json ? fromJson(value, type) : value, type, this)
  }

  #decide(decision: Decision, frame: Frame): FeelValue {
    const { id, label, requirements, logic, type } = decision
    const lookup = this.#scope(requirements, frame)
    const outside = this.#current
    const tables = this.#tables
    this.#current = id
    this.#tables = []
    const value = coerce(logic(lookup, this), type, this)
    this.decisions.push({ id, name: label, value, tables: this.#tables })
    this.#current = outside
    this.#tables = tables
    return value
  }

  #knowledge(knowledge: Knowledge, frame: Frame): FeelValue {
    const scope = this.#scope(knowledge.requirements, frame)
    const itself: Lookup = (name) => (name === knowledge.name ? (frame.values.get(knowledge) ?? null) : scope(name))
    return knowledge.logic(itself, this)
  }

  /** A service as a function: input data first, then input decisions (DMN 1.5, 10.4). */
  #service(service: Service, frame: Frame): FeelValue {
    const names = service.parameters.map(({ element }) => element.name)
    return functionOf(service.name, names, (values) => {
      const own = frame.fresh()
      for (const [index, { element, through }] of service.parameters.entries()) {
        const value = conforming(values[index], element.type, this)
        if (value === undefined) return null
        own.below(through).values.set(element, value)
      }
      return this.#serve(service, own)
    })
  }

  /** A knowledge model asked from outside: the inputs of the names of its parameters are its arguments. */
  #call(value: FeelValue): FeelValue {
    const names = value instanceof FeelFunction ? (value.parameters ?? []).map(({ name }) => name) : []
    const given = names.map((name) => [name, (this.#inputs(name) ?? null) as FeelValue] as const)
    return invoke(value, new Map(given), this) ?? null
  }

  /** A service asked from outside: its input decisions are given like its input data. */
  #ask(service: Service, frame: Frame): FeelValue {
    for (const { element, through } of service.parameters) {
      const inside = frame.below(through)
      inside.values.set(element, this.#input(inside.given(element.name), element.type))
    }
    return this.#serve(service, frame)
  }

  #serve(service: Service, frame: Frame): FeelValue {
    const values = service.outputs.map(
      ({ element, through }) => [element.name, this.#value(element, frame.below(through))] as const,
    )
    return coerce(values.length === 1 ? values[0]![1] : Object.fromEntries(values), service.type.result, this)
  }

  #scope(requirements: readonly Requirement[], frame: Frame): Lookup {
    const values = new Map<string, FeelValue>()
    for (const { element, through } of requirements) {
      const value = this.#value(element, frame.below(through))
      if (through === undefined) values.set(element.name, value)
      else
        values.set(through, {
          ...(values.get(through) as FeelContext | undefined),
          [element.name]: value,
        } as FeelContext)
    }
    return (name) => values.get(name)
  }
}

const nothing: Lookup = () => undefined
