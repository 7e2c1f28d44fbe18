import { constant } from '../../expression/constant.ts'
import type { Expression } from '../../expression/expression.ts'
import type { Mapping } from '../graph.ts'
import { body, child, list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

/**
 * Data of the standard as variables (BPMN 2.0.2, 10.4): a data object or property is a variable of the element that holds
 * it, a data store one that all processes share, data inputs and outputs are local variables, and data associations are
 * mappings.
 */

/** Name of the variable: the element's own name where FEEL can say it, else its id. */
export function variableOf(element: ModdleElement): string {
  const referred = child(element, element.$type === 'bpmn:DataStoreReference' ? 'dataStoreRef' : 'dataObjectRef')
  if (referred?.name !== undefined || referred?.$type === 'bpmn:DataObject') return variableOf(referred)
  const name = element.name ?? (element.$type === 'bpmn:DataObject' ? labelOf(element) : undefined)
  if (name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return name
  return (element.id ?? '').replaceAll(/[^\p{L}\p{N}_]/gu, '_')
}

/** Editors write the name on the reference that they draw. */
function labelOf(object: ModdleElement): string | undefined {
  const around = object.$parent ? list(object.$parent, 'flowElements') : []
  return around.find((other) => child(other, 'dataObjectRef') === object && other.name !== undefined)?.name
}

/** Variables that the element declares: its properties, the data objects inside it, inputs and outputs of a process. */
export function declaredBy(element: ModdleElement): readonly string[] {
  const inside = element.$type.endsWith('Event') ? [] : list(element, 'flowElements')
  const specification = element.$type === 'bpmn:Process' ? child(element, 'ioSpecification') : undefined
  const declared = [
    ...list(element, 'properties'),
    ...inside.filter(({ $type }) => $type === 'bpmn:DataObject'),
    ...(specification ? [...list(specification, 'dataInputs'), ...list(specification, 'dataOutputs')] : []),
  ]
  return Object.freeze([...new Set(declared.map(variableOf))])
}

/** Names of the data stores that the container's elements refer to. */
export const dataStoresIn = (elements: readonly ModdleElement[]): string[] =>
  elements.filter(({ $type }) => $type === 'bpmn:DataStoreReference').map(variableOf)

/** What a data input of this element is filled from, when an association leads to it. */
export function sourceOf(element: ModdleElement, input: ModdleElement, compiling: Compiling): Expression | undefined {
  const association = list(element, 'dataInputAssociations').find((one) => child(one, 'targetRef') === input)
  return association && (transformed(element, association, compiling) ?? copied(association))
}

/** Where a data output of this element goes to, when an association leaves it. */
export function targetOf(element: ModdleElement, output: ModdleElement): string | undefined {
  const association = list(element, 'dataOutputAssociations').find((one) => list(one, 'sourceRef').includes(output))
  const target = association && child(association, 'targetRef')
  return target && variableOf(target)
}

/** The element's data associations as mappings; those that feed a multi-instance loop belong to the loop. */
export function dataMappings(
  element: ModdleElement,
  compiling: Compiling,
): { inputs: readonly Mapping[]; outputs: readonly Mapping[] } {
  const loop = child(element, 'loopCharacteristics')
  const many = loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics' ? loop : undefined
  const collection = many && child(many, 'loopDataInputRef')
  const collected = many && child(many, 'loopDataOutputRef')
  const optional = optionalInputs(element)
  const inputs = list(element, 'dataInputAssociations')
    .filter((association) => !collection || child(association, 'targetRef') !== collection)
    .flatMap((association) => {
      const needed = !optional.has(child(association, 'targetRef'))
      return associated(element, association, compiling).map((mapping) => (needed ? { ...mapping, needed } : mapping))
    })
  const outputs = list(element, 'dataOutputAssociations')
    .filter((association) => !collected || !list(association, 'sourceRef').includes(collected))
    .flatMap((association) => associated(element, association, compiling))
  return { inputs, outputs }
}

function optionalInputs(element: ModdleElement): ReadonlySet<ModdleElement | undefined> {
  const holder = child(element, 'ioSpecification') ?? element
  const inputs = child(element, 'ioSpecification') ? list(holder, 'dataInputs') : []
  const sets = child(element, 'ioSpecification') ? list(holder, 'inputSets') : []
  const needed = new Set(
    sets.flatMap((set) => {
      const optional = list(set, 'optionalInputRefs')
      return list(set, 'dataInputRefs').filter((input) => !optional.includes(input))
    }),
  )
  return new Set(inputs.filter((input) => !needed.has(input)))
}

/** A transformation or a copy to the target, then each assignment (10.4.2). */
function associated(element: ModdleElement, association: ModdleElement, compiling: Compiling): Mapping[] {
  const target = child(association, 'targetRef')
  const assignments = list(association, 'assignment').map((assignment) => ({
    source: compiling.feel(element, 'assignment', body(assignment, 'from') ?? ''),
    target: assigned(element, assignment, target, compiling),
  }))
  const value =
    transformed(element, association, compiling) ?? (assignments.length > 0 ? undefined : copied(association))
  return value && target ? [{ source: value, target: [variableOf(target)] }, ...assignments] : assignments
}

function assigned(
  element: ModdleElement,
  assignment: ModdleElement,
  target: ModdleElement | undefined,
  compiling: Compiling,
): string[] {
  const to = (body(assignment, 'to') ?? '').replace(/^=/, '').trim()
  if (target && (to === target.id || to === target.name)) return [variableOf(target)]
  if (/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(to)) return to.split('.')
  compiling.report(
    'mapping-invalid',
    element,
    'assignment',
    `«${to}» in ${named(element)} is not the name of a variable`,
    'Use letters, digits and _, with dots between the parts',
  )
  return ['']
}

function transformed(element: ModdleElement, association: ModdleElement, compiling: Compiling): Expression | undefined {
  const transformation = child(association, 'transformation')
  const source = transformation && text(transformation, 'body')
  return source === undefined ? undefined : compiling.feel(element, 'transformation', source)
}

function copied(association: ModdleElement): Expression | undefined {
  const [source] = list(association, 'sourceRef')
  return source ? variable(variableOf(source)) : undefined
}

/** The value of a variable; null where nobody has set it. */
export function variable(name: string): Expression {
  const nothing = constant(null)
  return Object.freeze({
    source: name,
    names: [name],
    reads: [[name]],
    explain: () => undefined,
    evaluate: (names, moment) => {
      const value = names(name)
      return value === undefined ? nothing.evaluate(names, moment) : { ok: true, value: value as never }
    },
  } satisfies Expression)
}
