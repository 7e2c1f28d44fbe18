import type { DepartmentRow, MultiInstance } from '../graph.ts'
import { body, child, list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

/** Multi-instance characteristics: the standard's cardinality, a `zeebe:` collection, or a table of departments. */
export function loopOf(element: ModdleElement, compiling: Compiling): MultiInstance | undefined {
  const loop = child(element, 'loopCharacteristics')
  if (!loop) return undefined
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    compiling.report(
      'element-not-executable',
      element,
      'loopCharacteristics',
      `${named(element)}: the standard loop cannot be executed`,
      'Use a multi-instance marker, or draw the loop with a gateway',
    )
    return undefined
  }
  const zeebe = compiling.extension(loop, 'zeebe:LoopCharacteristics')
  const departments = departmentsOf(element, compiling)
  const collection = compiling.optional(element, 'inputCollection', zeebe)
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
  const outputElement = compiling.optional(element, 'outputElement', zeebe)
  const inputElement = zeebe && text(zeebe, 'inputElement')
  const outputCollection = zeebe && text(zeebe, 'outputCollection')
  compiling.leftOver(loop)
  return {
    sequential: loop.get('isSequential') === true,
    ...(departments ? { departments } : {}),
    ...(collection ? { collection } : {}),
    ...(cardinality === undefined ? {} : { cardinality: compiling.feel(element, 'loopCardinality', cardinality) }),
    ...(inputElement === undefined ? {} : { inputElement }),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement ? { outputElement } : {}),
    ...(condition === undefined
      ? {}
      : { completionCondition: compiling.feel(element, 'completionCondition', condition) }),
  }
}

function departmentsOf(element: ModdleElement, compiling: Compiling): readonly DepartmentRow[] | undefined {
  const table = compiling.extension(element, 'lianban:Departments')
  if (!table) return undefined
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
    if (unit !== 'wd' && unit !== 'cd')
      report(`Department ${code}: the unit «${unit}» is neither wd nor cd`, 'Choose the unit')
    seen.add(code)
    return {
      code,
      name: text(row, 'name') ?? code,
      limit,
      unit: unit === 'cd' ? 'cd' : 'wd',
      basis: text(row, 'basis') ?? '',
      ...(when === undefined ? {} : { when: compiling.feel(element, 'departments', when) }),
    }
  })
}
