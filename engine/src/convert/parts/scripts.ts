import { text } from '../../model/moddle.ts'
import { takeAttribute } from '../source.ts'
import { extend } from '../target.ts'
import { isVariableName, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import type { Part } from './part.ts'

/** Script tasks: JUEL and FEEL become FEEL; a script in another language stays where it is, and is refused there. */
export const scripts: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:ScriptTask') return
  const script = text(element, 'script')?.trim()
  if (script === undefined) return
  const format = text(element, 'scriptFormat') ?? ''
  const result = takeAttribute(source, 'resultVariable')
  const converted = /^juel$/i.test(format) ? conversion.juel(script) : undefined
  const feel = /feel/i.test(format)
    ? script.replace(/^=/, '').trim()
    : converted?.kind === 'feel'
      ? converted.feel
      : undefined
  if (feel === undefined) conversion.unconvertedInPlace(element, 'bpmn:script', 'script', script, { detail: format })
  else if (!result || !isVariableName(result.value)) {
    const code = result ? 'variable-name' : 'script-without-result'
    conversion.unconverted(element, result?.what ?? 'bpmn:script', code, result?.value ?? script)
  } else {
    const settable = element as Settable
    settable.set('script', undefined)
    settable.set('scriptFormat', undefined)
    extend(element, 'zeebe:Script', { expression: `=${feel}`, resultVariable: result.value })
    const remarks = converted ? remarksOf(converted) : []
    conversion.converted(element, 'bpmn:script', 'script-feel', script, { to: `=${feel}`, remarks })
    conversion.converted(element, result.what, 'script-result', result.value, { to: result.value })
    return
  }
  if (result && feel === undefined) conversion.unconverted(element, result.what, 'script-result-open', result.value)
}
