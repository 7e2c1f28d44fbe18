import { child, type ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeAttribute, takeChildren, type Source, type VendorAttribute } from '../source.ts'
import { addHeader, addMapping, create, extend } from '../target.ts'
import { isVariableName, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import { connector } from './connector.ts'
import { fields } from './fields.ts'
import { implementations, jobTypeOf } from './jobType.ts'
import type { Part } from './part.ts'

const working = new Set(['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'])
const throwing = new Set(['bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'])

/**
 * What does the work of a service task, send task, business rule task or throwing message event: a class, a bean, a call or
 * a topic becomes the type of a job.
 */
export const service: Part = (conversion, element, source) => {
  const parent = (element as Settable).$parent
  if (working.has(element.$type)) implement(conversion, element, source, element)
  else if (element.$type === 'bpmn:MessageEventDefinition' && parent && throwing.has(parent.$type))
    implement(conversion, parent, source, element)
}

/** `worker`: the element that gets the job; `at`: where the implementation is written. */
function implement(conversion: Conversion, worker: ModdleElement, source: Source, at: ModdleElement): void {
  if (builtIn(conversion, worker, source)) return
  connector(conversion, worker, source)
  for (const kind of implementations) {
    const attribute = takeAttribute(source, kind)
    if (!attribute) continue
    if (kind === 'expression' && computes(conversion, worker, source, attribute)) return
    const type = jobTypeOf(kind, attribute.value)
    if (type === undefined || hasJob(worker)) {
      conversion.unconverted(at, attribute.what, 'implementation', attribute.value)
      continue
    }
    extend(worker, 'zeebe:TaskDefinition', { type })
    // The worker is told what was called, and with what.
    if (kind === 'expression') addHeader(worker, 'expression', attribute.value)
    conversion.converted(at, attribute.what, `job-${kind}`, attribute.value, { to: type, remarks: ['worker-needed'] })
    if (kind === 'expression') result(conversion, worker, source)
  }
  if (at !== worker && !hasJob(worker)) {
    const message = child(at, 'messageRef')
    conversion.unconverted(worker, 'bpmn:messageEventDefinition', 'throws-nothing', message?.name ?? message?.id ?? '')
  }
  fields(conversion, worker, source)
}

const hasJob = (element: ModdleElement): boolean =>
  ((element.get('extensionElements') as ModdleElement | undefined)?.get('values') as ModdleElement[] | undefined)?.some(
    ({ $type }) => $type === 'zeebe:TaskDefinition',
  ) ?? false

/** Kinds of service tasks that those engines do themselves. */
const kinds: Readonly<Record<string, string>> = {
  mail: 'mail',
  shell: 'shell',
  http: 'http',
  camel: 'camel',
  mule: 'mule',
}

function builtIn(conversion: Conversion, element: ModdleElement, source: Source): boolean {
  const attribute = takeAttribute(source, 'type')
  if (!attribute) return false
  const { what, value } = attribute
  if (value === 'external' || value === 'external-worker') external(conversion, element, source, attribute)
  else if (Object.hasOwn(kinds, value)) {
    const type = kinds[value]!
    extend(element, 'zeebe:TaskDefinition', { type })
    conversion.converted(element, what, 'job-built-in', value, { to: type, remarks: ['worker-needed'] })
    fields(conversion, element, source)
  } else if (value === 'dmn') decisionTask(conversion, element, source, attribute)
  else {
    conversion.unconverted(element, what, 'task-kind', value)
    return false
  }
  return true
}

function external(conversion: Conversion, element: ModdleElement, source: Source, type: VendorAttribute): void {
  const topic = takeAttribute(source, 'topic')
  const converted = topic && conversion.juel(topic.value)
  if (!topic || converted?.kind === 'not') {
    const missing = topic ?? type
    conversion.unconverted(element, missing.what, 'topic', missing.value)
    if (topic) conversion.converted(element, type.what, 'external', type.value)
    return
  }
  const to = converted?.kind === 'feel' ? `=${converted.feel}` : topic.value
  extend(element, 'zeebe:TaskDefinition', { type: to })
  conversion.converted(element, type.what, 'external', type.value)
  conversion.converted(element, topic.what, 'topic-job', topic.value, { to, remarks: ['worker-needed'] })
  fields(conversion, element, source)
}

/** Flowable's decision task: its decision is called from a business rule task. */
function decisionTask(conversion: Conversion, element: ModdleElement, source: Source, type: VendorAttribute): void {
  const rule = replaced(conversion, element, 'bpmn:BusinessRuleTask')
  conversion.converted(rule, type.what, 'dmn-task', type.value, { to: 'bpmn:businessRuleTask' })
  for (const field of takeChildren(source, 'field')) {
    const from = asXml(field)
    const name = take(field, 'name')
    const key = take(field, 'stringValue') ?? takeChildren(field, 'string')[0]?.body ?? ''
    if (name === 'decisionTableReferenceKey' || name === 'decisionServiceReferenceKey') {
      const resultVariable = key.replaceAll(/[^\p{L}\p{N}_]/gu, '_')
      extend(rule, 'zeebe:CalledDecision', { decisionId: key, resultVariable })
      conversion.unconverted(rule, field.what, 'decision-outputs', from, { to: resultVariable })
    } else conversion.unconverted(rule, field.what, 'field', from)
  }
}

/** The same element as another kind of task. */
function replaced(conversion: Conversion, element: ModdleElement, type: string): ModdleElement {
  const old = element as Settable
  const properties = ['id', 'name', 'documentation', 'extensionElements', 'incoming', 'outgoing', 'default', 'loopCharacteristics', 'isForCompensation', 'ioSpecification', 'dataInputAssociations', 'dataOutputAssociations', 'properties', 'startQuantity', 'completionQuantity'] // prettier-ignore
  const made = create(type, {}) as Settable
  for (const property of properties) {
    const value = old.get(property)
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    made.set(property, value)
    for (const part of [value].flat()) if (isOwn(part, old)) part.$parent = made
  }
  Object.assign(made.$attrs, old.$attrs)
  made.$parent = old.$parent!
  for (const name of ['flowElements', 'artifacts']) {
    const held = old.$parent!.get(name) as ModdleElement[]
    if (held?.includes(old)) held.splice(held.indexOf(old), 1, made)
  }
  conversion.replace(old, made)
  return made
}

const isOwn = (part: unknown, parent: ModdleElement): part is Settable =>
  typeof part === 'object' && part !== null && (part as Settable).$parent === parent

/** A call gives its value to a variable; the worker gives it as `result`. */
function result(conversion: Conversion, element: ModdleElement, source: Source): void {
  const attribute = takeAttribute(source, 'resultVariable') ?? takeAttribute(source, 'resultVariableName')
  if (!attribute) return
  if (!isVariableName(attribute.value))
    return conversion.unconverted(element, attribute.what, 'variable-name', attribute.value)
  addMapping(element, 'Output', '=result', attribute.value)
  conversion.converted(element, attribute.what, 'result', attribute.value, { to: `result → ${attribute.value}` })
}

/** An expression that only computes needs no worker: it becomes the script of a script task. */
function computes(conversion: Conversion, element: ModdleElement, source: Source, attribute: VendorAttribute): boolean {
  if (element.$type !== 'bpmn:ServiceTask') return false
  const target = source.attributes.find(({ name, taken }) => /^resultVariable(Name)?$/.test(name) && !taken)
  const converted = conversion.juel(attribute.value)
  if (converted.kind !== 'feel' || !target || !isVariableName(target.value)) return false
  target.taken = true
  const script = replaced(conversion, element, 'bpmn:ScriptTask')
  extend(script, 'zeebe:Script', { expression: `=${converted.feel}`, resultVariable: target.value })
  const to = `=${converted.feel}`
  conversion.converted(script, attribute.what, 'computes', attribute.value, { to, remarks: remarksOf(converted) })
  conversion.converted(script, target.what, 'script-result', target.value, { to: target.value })
  fields(conversion, script, source)
  return true
}
