import { extended } from '../boxed/boxed.ts'
import { FeelLimit, Run as FeelRun, type RunOptions } from '../../expression/run.ts'
import { entryOf, isContext } from '../../expression/values/value.ts'
import { functionOf, type FeelContext, type FeelValue, type Lookup } from '../feel.ts'
import type { Decision, Element, Knowledge, Requirement, Service } from '../model.ts'
import type { Moment } from '../../expression/expression.ts'
import type { Run, TableOutcome } from '../run.ts'
import { coerce, conforming } from '../types/coerce.ts'
import { fromJson } from '../types/fromJson.ts'
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
 * `inputs` gives input data by name, and decisions that shall not be evaluated; that of an imported file lies inside the
 * name of the import, or beside the others.
 */
export function evaluateElement(element: Element, inputs: Lookup, options: EvaluationOptions): DecisionEvaluation {
  const evaluator = new Evaluator(inputs, options)
  const value = evaluator.start(element)
  return { value, warnings: evaluator.warnings, decisions: evaluator.decisions }
}

class Evaluator {
  readonly warnings: Warning[] = []
  readonly decisions: DecisionOutcome[] = []
  readonly #inputs: Lookup
  readonly #run: Run
  readonly #json: boolean
  #current = ''
  #tables: TableOutcome[] = []

  constructor(inputs: Lookup, { moment, zone, explaining = false, json = false }: EvaluationOptions) {
    this.#json = json
    this.#inputs = inputs
    const feel: RunOptions = {
      moment,
      names: nothing,
      ...(zone === undefined ? {} : { zone }),
    }
    this.#run = {
      feel: new FeelRun(feel),
      warn: (words) => void this.warnings.push({ element: this.#current, words }),
      decided: (outcome) => void this.#tables.push(outcome),
      explaining,
    }
  }

  start(element: Element): FeelValue {
    const top = new Frame(this.#inputs, new Map())
    try {
      return element.kind === 'service' ? this.#serve(element, top, []) : this.#value(element, top, [])
    } catch (error) {
      if (!(error instanceof FeelLimit)) throw error
      this.#run.warn(error.message)
      return null
    }
  }

  #value(element: Element, frame: Frame, path: readonly string[]): FeelValue {
    const key = keyOf(element, path)
    const known = frame.values.get(key)
    if (known !== undefined) return known
    const value = this.#compute(element, frame, path)
    frame.values.set(key, value)
    return value
  }

  #compute(element: Element, frame: Frame, path: readonly string[]): FeelValue {
    switch (element.kind) {
      case 'inputData':
        return this.#input(frame.given(element.name, path), element.type)
      case 'decision': {
        const given = frame.given(element.name, path)
        return given === undefined ? this.#decide(element, frame, path) : this.#input(given, element.type)
      }
      case 'knowledge':
        return this.#knowledge(element, frame, path)
      case 'service':
        return this.#service(element, frame, path)
    }
  }

  #input(value: FeelValue = null, type: Type): FeelValue {
    return coerce(this.#json ? fromJson(value, type) : value, type, this.#run)
  }

  #decide(decision: Decision, frame: Frame, path: readonly string[]): FeelValue {
    const { id, name, requirements, logic, type } = decision
    const lookup = this.#scope(requirements, frame, path)
    const [outside, tables] = [this.#current, this.#tables]
    this.#current = id
    this.#tables = []
    const value = coerce(logic(lookup, this.#run), type, this.#run)
    this.decisions.push({ id, name, value, tables: this.#tables })
    this.#current = outside
    this.#tables = tables
    return value
  }

  #knowledge(knowledge: Knowledge, frame: Frame, path: readonly string[]): FeelValue {
    const scope = this.#scope(knowledge.requirements, frame, path)
    const itself: Lookup = (name) =>
      name === knowledge.name ? (frame.values.get(keyOf(knowledge, path)) ?? null) : scope(name)
    return knowledge.logic(itself, this.#run)
  }

  /** A service as a function: input data first, then input decisions (DMN 1.5, 10.4). */
  #service(service: Service, frame: Frame, path: readonly string[]): FeelValue {
    const names = service.parameters.map(({ element }) => element.name)
    return functionOf(service.name, names, (values) => {
      const given = new Map<string, FeelValue>()
      for (const [index, { element, through }] of service.parameters.entries()) {
        const value = conforming(values[index], element.type, this.#run)
        if (value === undefined) return null
        given.set(keyOf(element, below(path, through)), value)
      }
      return this.#serve(service, new Frame(frame.inputs, given), path)
    })
  }

  #serve(service: Service, frame: Frame, path: readonly string[]): FeelValue {
    const values = service.outputs.map(
      ({ element, through }) => [element.name, this.#value(element, frame, below(path, through))] as const,
    )
    return coerce(values.length === 1 ? values[0]![1] : Object.fromEntries(values), service.type.result, this.#run)
  }

  #scope(requirements: readonly Requirement[], frame: Frame, path: readonly string[]): Lookup {
    const values = new Map<string, FeelValue>()
    for (const { element, through } of requirements) {
      const value = this.#value(element, frame, below(path, through))
      if (through === undefined) values.set(element.name, value)
      else
        values.set(through, {
          ...(values.get(through) as FeelContext | undefined),
          [element.name]: value,
        } as FeelContext)
    }
    return extended(nothing, values)
  }
}

const nothing: Lookup = () => undefined
const below = (path: readonly string[], through: string | undefined): readonly string[] =>
  through === undefined ? path : [...path, through]
const keyOf = ({ namespace, id }: Element, path: readonly string[]): string => `${path.join('/')} ${namespace}#${id}`

/** The values of one evaluation, or of one call of a service: what is not among them comes from the inputs. */
class Frame {
  readonly inputs: Lookup
  readonly values: Map<string, FeelValue>

  constructor(inputs: Lookup, values: Map<string, FeelValue>) {
    this.inputs = inputs
    this.values = values
  }

  given(name: string, path: readonly string[]): FeelValue | undefined {
    const [first, ...rest] = path
    if (first === undefined) return this.inputs(name) as FeelValue | undefined
    let value = this.inputs(first) as FeelValue | undefined
    for (const step of [...rest, name])
      value = value === undefined || !isContext(value) ? undefined : entryOf(value, step)
    return value === undefined ? (this.inputs(name) as FeelValue | undefined) : value
  }
}
