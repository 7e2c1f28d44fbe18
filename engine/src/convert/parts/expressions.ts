import { text, type ModdleElement } from '../../model/moddle.ts'
import { isCron, isTimeProblem, parseCycle } from '../../time/index.ts'
import type { Conversion } from '../conversion.ts'
import { takeAttribute, type Source } from '../source.ts'
import { remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import { cronOf } from './cron.ts'
import type { Part } from './part.ts'

type Feel = Extract<ReturnType<Conversion['juel']>, { kind: 'feel' }>

const times = ['timeDate', 'timeDuration', 'timeCycle'] as const
const truths = [
  'conditionExpression',
  'condition',
  'completionCondition',
  'loopCondition',
  'activationCondition',
] as const

/** Expressions in places of the standard. What cannot be converted stays there, where the check refuses it. */
export const expressions: Part = (conversion, element, source) => {
  const parent = (element as Settable).$parent
  if (!/^bpmn:(Formal)?Expression$/.test(element.$type) || !parent) return
  const place = [...times, ...truths, 'loopCardinality' as const].find((name) => parent.get(name) === element)
  if (place === undefined) return
  const body = text(element, 'body')?.trim() ?? ''
  const resource = takeAttribute(source, 'resource')
  if (resource) conversion.unconverted(element, resource.what, 'script-file', resource.value)
  if (body === '') return
  const language = text(element, 'language')
  if (language !== undefined && !/juel|feel/i.test(language)) {
    const value = `${language}: ${body}`
    // The text may happen to be FEEL as well: a note keeps it from being taken for it.
    return conversion.unconverted(element, `bpmn:${place}`, 'condition-language', value, { detail: language })
  }
  if (language !== undefined) (element as Settable).set('language', undefined)
  if (language !== undefined && /feel/i.test(language)) return
  if ((times as readonly string[]).includes(place)) time(conversion, element, place, body, source)
  else logic(conversion, element, place, body)
}

function logic(conversion: Conversion, element: ModdleElement, place: string, body: string): void {
  const converted = conversion.juel(body)
  const constant = place === 'loopCardinality' ? /^\d+$/ : /^(true|false)$/
  if (converted.kind === 'text' && (constant.test(body) || body.startsWith('='))) return
  if (converted.kind !== 'feel') {
    const detail = converted.kind === 'not' ? converted.part : body
    const what = `bpmn:${place}`
    if (converted.kind === 'not') return conversion.unconvertedInPlace(element, what, 'expression', body, { detail })
    return conversion.unconverted(element, what, 'plain-text', body)
  }
  set(conversion, element, place, body, converted)
}

function set(conversion: Conversion, element: ModdleElement, place: string, body: string, converted: Feel): void {
  const to = `=${converted.feel}`
  ;(element as Settable).set('body', to)
  conversion.converted(element, `bpmn:${place}`, 'feel', body, { to, remarks: remarksOf(converted) })
}

function time(conversion: Conversion, element: ModdleElement, place: string, body: string, source: Source): void {
  const end = takeAttribute(source, 'endDate')
  const converted = conversion.juel(body)
  const detail = converted.kind === 'not' ? converted.part : body
  if (converted.kind === 'not') conversion.unconvertedInPlace(element, `bpmn:${place}`, 'expression', body, { detail })
  else if (converted.kind === 'feel') set(conversion, element, place, body, dated(converted, place))
  else if (place === 'timeCycle' && isCron(body)) cron(conversion, element, body)
  if (!end) return
  const until = converted.kind === 'text' && place === 'timeCycle' ? `${body}/${end.value}` : undefined
  if (until === undefined || !/^R\d*\/P[^/]*\/[^/]+$/.test(until) || isTimeProblem(parseCycle(until)))
    return conversion.unconverted(element, end.what, 'cycle-end', end.value)
  ;(element as Settable).set('body', until)
  conversion.converted(element, end.what, 'cycle-until', end.value, { to: until })
}

/** Java's dates are values of their own; here a date is a text. */
const dated = (converted: Feel, place: string): Feel =>
  place === 'timeDate' ? { ...converted, remarks: [...converted.remarks, 'date-text'] } : converted

function cron(conversion: Conversion, element: ModdleElement, body: string): void {
  const to = cronOf(body)
  if (to === undefined) return conversion.unconverted(element, 'bpmn:timeCycle', 'cron', body)
  ;(element as Settable).set('body', to)
  conversion.converted(element, 'bpmn:timeCycle', 'cron-pattern', body, { to })
}
