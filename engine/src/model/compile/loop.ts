import type { DepartmentRow, LoopBehaviour, MultiInstance, StandardLoop, TriggerKind } from '../graph.ts'
import { body, child, list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import { sourceOf, targetOf, variable, variableOf } from './data.ts'
import { definedTrigger, triggersOf } from './triggers.ts'
import { limitUnits } from '../../time/index.ts'

/** Multi-instance characteristics: the standard's cardinality, a `zeebe:` collection, or a table of departments. */
export function loopOf(element: ModdleElement, compiling: Compiling): MultiInstance | undefined {
  const loop = child(element, 'loopCharacteristics')
  if (!loop) return undefined
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return undefined
  const zeebe = compiling.extension(loop, 'zeebe:LoopCharacteristics')
  const departments = departmentsOf(element, compiling)
  const data = loopData(element, loop, compiling)
  const collection = compiling.optional(element, 'inputCollection', zeebe) ?? data.collection
  const cardinality = body(loop, 'loopCardinality')
  const sources = [departments, collection, cardinality].filter((source) => source !== undefined).length
  if (sources !== 1) {
    compiling.report(
      'loop-unclear',
      element,
      'inputCollection',
      `Expected ${named(element)} to repeat over one thing, but it names ${sources}`,
      'Give it a table of departments, a collection or a number',
    )
  }
  const condition = body(loop, 'completionCondition')
  const outputElement = compiling.optional(element, 'outputElement', zeebe) ?? data.outputElement
  const inputElement = (zeebe && text(zeebe, 'inputElement')) ?? data.inputElement
  const outputCollection = (zeebe && text(zeebe, 'outputCollection')) ?? data.outputCollection
  compiling.leftOver(loop)
  return {
    sequential: loop.get('isSequential') === true,
    behaviours: behavioursOf(element, loop, compiling),
    ...(departments ? { departments } : {}),
    ...(collection ? { collection } : {}),
    ...(cardinality === undefined ? {} : { cardinality: compiling.feel(element, 'loopCardinality', cardinality) }),
    ...(inputElement === undefined ? {} : { inputElement }),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement ? { outputElement } : {}),
    ...(condition === undefined
      ? {}
      : { completionCondition: compiling.condition(element, 'completionCondition', condition) }),
  }
}

/** The standard's own way: collections by data inputs and outputs of the activity, or by data objects (table 10.31). */
function loopData(element: ModdleElement, loop: ModdleElement, compiling: Compiling) {
  const [all, each] = [child(loop, 'loopDataInputRef'), child(loop, 'inputDataItem')]
  const [collected, part] = [child(loop, 'loopDataOutputRef'), child(loop, 'outputDataItem')]
  const own = (data: ModdleElement): boolean => data.$type === 'bpmn:DataInput' || data.$type === 'bpmn:DataOutput'
  return {
    collection: all && (own(all) ? sourceOf(element, all, compiling) : variable(variableOf(all))),
    inputElement: each && variableOf(each),
    outputCollection: collected && (own(collected) ? targetOf(element, collected) : variableOf(collected)),
    outputElement: part && variable(variableOf(part)),
  }
}

const thrown: readonly TriggerKind[] = ['message', 'signal', 'escalation', 'error', 'compensate']

/** Behaviour of a multi-instance activity (BPMN 2.0.2, table 10.72): which events its inner instances throw as they complete. */
function behavioursOf(element: ModdleElement, loop: ModdleElement, compiling: Compiling): LoopBehaviour[] {
  const kind = text(loop, 'behavior') ?? 'All'
  const complex = list(loop, 'complexBehaviorDefinition')
  if (kind !== 'Complex')
    for (const definition of complex)
      compiling.condition(element, 'complexBehaviorDefinition', body(definition, 'condition') || 'null')
  if (kind === 'One' || kind === 'None') {
    const definition = child(loop, kind === 'One' ? 'oneBehaviorEventRef' : 'noneBehaviorEventRef')
    const throws = definition && definedTrigger(element, definition, compiling, thrown)
    return throws ? [{ on: kind === 'One' ? 'first' : 'each', throws }] : []
  }
  if (kind !== 'Complex') return []
  return complex.flatMap((definition) => {
    const condition = body(definition, 'condition')
    const event = child(definition, 'event')
    if (!condition) {
      compiling.report(
        'behaviour-invalid',
        element,
        'complexBehaviorDefinition',
        `A complex behaviour of ${named(element)} has no condition`,
        'Write when it throws its event',
      )
      return []
    }
    const compiled = compiling.condition(element, 'complexBehaviorDefinition', condition)
    const triggers = event ? triggersOf(event, compiling, thrown) : []
    return triggers.map((throws) => ({ on: 'each' as const, condition: compiled, throws }))
  })
}

/** The standard loop (BPMN 2.0.2, 10.3.8): a condition before or after each turn, and at most so many turns. */
export function standardLoopOf(element: ModdleElement, compiling: Compiling): StandardLoop | undefined {
  const loop = child(element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:StandardLoopCharacteristics') return undefined
  const condition = body(loop, 'loopCondition')
  const maximum = loop.get('loopMaximum') as number | undefined
  if (maximum !== undefined && maximum < 0) {
    compiling.report(
      'loop-invalid',
      element,
      'loopMaximum',
      `${named(element)} may turn ${maximum} times`,
      'Write a number from 0',
    )
  }
  return {
    testBefore: loop.get('testBefore') === true,
    ...(condition === undefined ? {} : { condition: compiling.condition(element, 'loopCondition', condition) }),
    ...(maximum === undefined ? {} : { maximum }),
  }
}

function departmentsOf(element: ModdleElement, compiling: Compiling): readonly DepartmentRow[] | undefined {
  const table = compiling.extension(element, 'lianban:Departments')
  if (!table) return undefined
  if (list(table, 'departments').length === 0) {
    const words = `${named(element)} has a table of departments without a row`
    compiling.report('department-invalid', element, 'departments', words, 'Add a department')
  }
  const seen = new Set<string>()
  return list(table, 'departments').map((row) => {
    const code = text(row, 'code') ?? ''
    const limit = Number(text(row, 'limit') ?? Number.NaN)
    const unit = text(row, 'unit') ?? 'wd'
    const when = text(row, 'when')
    const report = (words: string, fix: string): void =>
      compiling.report('department-invalid', element, 'departments', words, fix)
    if (code === '') report(`A row of ${named(element)} names no department`, 'Choose the department')
    else if (seen.has(code)) report(`Department ${code} stands twice in ${named(element)}`, 'Remove one of the rows')
    if (!Number.isInteger(limit) || limit < 1)
      report(`Department ${code} has no limit in days`, 'Write a whole number from 1')
    const known = limitUnits.find((each) => each === unit)
    if (!known) report(`Department ${code}: the unit «${unit}» is none of ${limitUnits.join(', ')}`, 'Choose the unit')
    seen.add(code)
    return {
      code,
      name: text(row, 'name') ?? code,
      limit,
      unit: known ?? 'wd',
      basis: text(row, 'basis') ?? '',
      ...(when === undefined ? {} : { when: compiling.feel(element, 'departments', when) }),
    }
  })
}
