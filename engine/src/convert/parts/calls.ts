import { text, type ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeAttribute, takeChildren, type Source, type VendorElement } from '../source.ts'
import { addMapping, extend } from '../target.ts'
import { attributeValue, isVariableName, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import { bindingOf } from './binding.ts'
import type { Part } from './part.ts'

/** Call activities: what is called, which version of it, and what goes in and out. Nothing does unless it is named. */
export const calls: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:CallActivity') return
  called(conversion, element)
  const binding = bindingOf(conversion, element, source, 'calledElement')
  const sameDeployment = takeAttribute(source, 'sameDeployment')
  if (sameDeployment) {
    if (sameDeployment.value === 'true') extend(element, 'zeebe:CalledElement', { bindingType: 'deployment' })
    conversion.converted(element, sameDeployment.what, 'binding', sameDeployment.value)
  }
  if (binding) extend(element, 'zeebe:CalledElement', binding)
  extend(element, 'zeebe:CalledElement', { propagateAllParentVariables: false, propagateAllChildVariables: false })
  inherit(conversion, element, source)
  for (const parameter of takeChildren(source, 'in')) pass(conversion, element, parameter, 'Input')
  for (const parameter of takeChildren(source, 'out')) pass(conversion, element, parameter, 'Output')
}

function called(conversion: Conversion, element: ModdleElement): void {
  const value = text(element, 'calledElement')
  if (value === undefined) return
  const converted = conversion.juel(value)
  const to = attributeValue(converted)
  const settable = element as Settable
  settable.set('calledElement', undefined)
  if (to === undefined) {
    const detail = converted.kind === 'not' ? converted.part : value
    return conversion.unconverted(element, 'bpmn:calledElement', 'expression', value, { detail })
  }
  extend(element, 'zeebe:CalledElement', { processId: to })
  conversion.converted(element, 'bpmn:calledElement', 'called', value, { to, remarks: remarksOf(converted) })
}

function inherit(conversion: Conversion, element: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'inheritVariables')
  if (!attribute) return
  extend(element, 'zeebe:CalledElement', { propagateAllParentVariables: attribute.value === 'true' })
  conversion.converted(element, attribute.what, 'inherits', attribute.value)
}

function pass(conversion: Conversion, element: ModdleElement, parameter: VendorElement, way: 'Input' | 'Output'): void {
  const from = asXml(parameter)
  const given = (name: string): string | undefined => parameter.attributes.find((a) => a.name === name)?.value
  if (given('local') === 'true' || given('transient') === 'true')
    return conversion.unconvertedElement(element, parameter, 'call-local')
  if (given('businessKey') !== undefined) return businessKey(conversion, element, parameter, given('businessKey')!)
  for (const name of ['local', 'transient']) take(parameter, name)
  if (given('variables') === 'all') {
    take(parameter, 'variables')
    const property = way === 'Input' ? 'propagateAllParentVariables' : 'propagateAllChildVariables'
    extend(element, 'zeebe:CalledElement', { [property]: true })
    return conversion.converted(element, parameter.what, 'call-all', from, { to: `${property}="true"` })
  }
  const target = given('target') ?? ''
  const converted = sourceOf(conversion, given)
  if (converted?.kind !== 'feel' || !isVariableName(target))
    return conversion.unconvertedElement(element, parameter, 'call-parameter')
  for (const name of ['source', 'sourceExpression', 'target']) take(parameter, name)
  addMapping(element, way, `=${converted.feel}`, target)
  const code = way === 'Input' ? 'call-in' : 'call-out'
  const remarks = [...new Set([...converted.remarks, 'missing-variable' as const])]
  conversion.converted(element, parameter.what, code, from, { to: `=${converted.feel} → ${target}`, remarks })
}

function sourceOf(conversion: Conversion, given: (name: string) => string | undefined) {
  const expression = given('sourceExpression')
  const variable = given('source')
  if (expression !== undefined && variable === undefined) return conversion.juel(expression)
  return variable !== undefined && isVariableName(variable) ? conversion.juel(`\${${variable}}`) : undefined
}

/** A called case has a number of its own, and is found through the case that called it. */
function businessKey(conversion: Conversion, element: ModdleElement, parameter: VendorElement, value: string): void {
  if (/^[#$]\{\s*execution\.(processBusinessKey|businessKey)\s*\}$/.test(value))
    return conversion.droppedElement(element, parameter, 'business-key')
  conversion.unconvertedElement(element, parameter, 'business-key-own')
}
