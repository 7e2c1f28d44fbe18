import { child, type ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { take, takeAttribute, takeChildren, type Source } from '../source.ts'
import { addMapping, extend } from '../target.ts'
import { isVariableName, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import type { Part } from './part.ts'

/** Multi-instance: the collection and the variable of each item; its number and condition are expressions of the standard. */
export const loops: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return
  const activity = (element as Settable).$parent!
  collection(conversion, element, source)
  variable(conversion, element, source)
  index(conversion, activity, source)
}

function collection(conversion: Conversion, loop: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'collection')
  const held = takeChildren(source, 'collection')
  for (const own of held) {
    const [expression] = takeChildren(own, 'expression')
    const simple = expression && take(own, 'class') === undefined && take(own, 'delegateExpression') === undefined
    if (simple) repeat(conversion, loop, own.what, expression.body)
    else conversion.unconvertedElement(loop, own, 'collection-handler')
  }
  if (attribute) repeat(conversion, loop, attribute.what, attribute.value)
}

/** The name of a variable, or an expression that gives the list. */
function repeat(conversion: Conversion, loop: ModdleElement, what: string, value: string): void {
  const converted = conversion.juel(isVariableName(value.trim()) ? `\${${value.trim()}}` : value)
  if (converted.kind !== 'feel') {
    const detail = converted.kind === 'not' ? converted.part : value
    return conversion.unconverted(loop, what, 'expression', value, { detail })
  }
  const inputCollection = `=${converted.feel}`
  extend(loop, 'zeebe:LoopCharacteristics', { inputCollection })
  conversion.converted(loop, what, 'collection', value, { to: inputCollection, remarks: remarksOf(converted) })
}

function variable(conversion: Conversion, loop: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'elementVariable')
  if (!attribute) return
  if (!isVariableName(attribute.value))
    return conversion.unconverted(loop, attribute.what, 'variable-name', attribute.value)
  extend(loop, 'zeebe:LoopCharacteristics', { inputElement: attribute.value })
  conversion.converted(loop, attribute.what, 'element-variable', attribute.value, { to: attribute.value })
}

/** Flowable counts the items from 0 in a variable of its own. */
function index(conversion: Conversion, activity: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'elementIndexVariable')
  if (!attribute) return
  if (!isVariableName(attribute.value))
    return conversion.unconverted(activity, attribute.what, 'variable-name', attribute.value)
  addMapping(activity, 'Input', '=loopCounter - 1', attribute.value)
  const to = `=loopCounter - 1 → ${attribute.value}`
  conversion.converted(activity, attribute.what, 'index-variable', attribute.value, { to })
}

/** Both engines name a variable where the standard refers to a data input; the reader finds no element of that id. */
export function loopData(conversion: Conversion, loop: ModdleElement, name: string): void {
  repeat(conversion, loop, 'bpmn:loopDataInputRef', name)
  const item = child(loop, 'inputDataItem')
  const each = item?.name ?? item?.id
  if (!item || each === undefined) return
  ;(loop as Settable).set('inputDataItem', undefined)
  extend(loop, 'zeebe:LoopCharacteristics', { inputElement: each })
  conversion.converted(loop, 'bpmn:inputDataItem', 'element-variable', each, { to: each })
}
