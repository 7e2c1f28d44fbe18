import { takeAttribute } from '../source.ts'
import { extend } from '../target.ts'
import { attributeValue, isVariableName, remarksOf } from '../value.ts'
import { bindingOf } from './binding.ts'
import type { Part } from './part.ts'

/** A business rule task of Camunda 7 that calls a decision. */
export const decisions: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:BusinessRuleTask') return
  const reference = takeAttribute(source, 'decisionRef')
  if (!reference) return
  const converted = conversion.juel(reference.value)
  const decisionId = attributeValue(converted)
  if (decisionId === undefined) {
    const detail = converted.kind === 'not' ? converted.part : reference.value
    conversion.unconverted(element, reference.what, 'expression', reference.value, { detail })
    return
  }
  const binding = bindingOf(conversion, element, source, 'decisionRef')
  extend(element, 'zeebe:CalledDecision', { decisionId, ...binding })
  const more = { to: decisionId, remarks: remarksOf(converted) }
  conversion.converted(element, reference.what, 'decision', reference.value, more)
  const variable = takeAttribute(source, 'resultVariable')
  const mapped = takeAttribute(source, 'mapDecisionResult')
  if (!variable || !isVariableName(variable.value)) {
    conversion.unconverted(element, variable?.what ?? reference.what, 'decision-unused', (variable ?? reference).value)
  } else {
    extend(element, 'zeebe:CalledDecision', { resultVariable: variable.value })
    conversion.converted(element, variable.what, 'decision-result', variable.value, { to: variable.value })
  }
  // A decision with one output and one row that fires gives its value there and here.
  if (mapped?.value === 'singleEntry') conversion.converted(element, mapped.what, 'decision-single', mapped.value)
  else {
    // Without the attribute the result is a list of all outputs.
    const what = reference.what.replace('decisionRef', 'mapDecisionResult')
    conversion.unconverted(element, what, 'decision-shape', mapped?.value ?? 'resultList')
  }
}
