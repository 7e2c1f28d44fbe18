import { constant } from '../../expression/constant.ts'
import { child, list, text, type ModdleElement } from '../moddle.ts'
import type { JobDefinition, TriggerOf } from '../graph.ts'
import { named, type Compiling } from './compiling.ts'
import { variableOf } from './data.ts'
import { jobOf } from './jobs.ts'
import type { CompileOwn } from './place.ts'
import { messageOf } from './triggers.ts'

export const task: CompileOwn<'task'> = () => ({ type: 'task' })

export const manualTask: CompileOwn<'manualTask'> = () => ({ type: 'manualTask' })

export const userTask: CompileOwn<'userTask'> = (element, { compiling }) => {
  compiling.extension(element, 'zeebe:UserTask')
  const assignment = compiling.extension(element, 'zeebe:AssignmentDefinition')
  const form = compiling.extension(element, 'zeebe:FormDefinition')
  const formId = form && formOf(form)
  const schedule = compiling.extension(element, 'zeebe:TaskSchedule')
  const fields = {
    assignee: compiling.optional(element, 'assignee', assignment),
    candidateGroups: compiling.optional(element, 'candidateGroups', assignment),
    candidateUsers: compiling.optional(element, 'candidateUsers', assignment),
    priority: compiling.optional(element, 'priority', compiling.extension(element, 'zeebe:PriorityDefinition')),
    form: formId,
    dueDate: compiling.optional(element, 'dueDate', schedule),
    followUpDate: compiling.optional(element, 'followUpDate', schedule),
  }
  if (!fields.assignee && !fields.candidateGroups && !fields.candidateUsers) {
    const words = `Nobody can do ${named(element)}: no department and no person is named`
    compiling.report('nobody-assigned', element, 'candidateGroups', words, 'Choose who does it')
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { type: 'userTask', ...given }
}

/** A form by its id; by the key of one that is embedded in the process; or by a name that another system knows. */
const formOf = (form: ModdleElement): string | undefined =>
  text(form, 'formId') ?? text(form, 'formKey')?.replace(/^camunda-forms:bpmn:/, '') ?? text(form, 'externalReference')

const jobWords = 'Name the type of job that a worker or connector takes'

function requiredJob(element: ModdleElement, compiling: Compiling): JobDefinition {
  const job = jobOf(element, compiling)
  if (job) return job
  compiling.report('value-missing', element, 'type', `${named(element)} has no type of job`, jobWords)
  return { type: constant(''), retries: constant(0), headers: {} }
}

export const serviceTask: CompileOwn<'serviceTask'> = (element, { compiling }) => ({
  type: 'serviceTask',
  job: requiredJob(element, compiling),
})

export const businessRuleTask: CompileOwn<'businessRuleTask'> = (element, { compiling }) => {
  const decision = compiling.extension(element, 'zeebe:CalledDecision')
  if (!decision) return { type: 'businessRuleTask', job: requiredJob(element, compiling) }
  const fix = 'Choose a decision and name the variable for its result'
  const resultVariable = text(decision, 'resultVariable') ?? ''
  if (resultVariable === '')
    compiling.report('value-missing', element, 'resultVariable', `${named(element)} has no result variable`, fix)
  const called = compiling.required(element, 'decisionId', decision, fix)
  return { type: 'businessRuleTask', decision: { called, ...bindingOf(element, decision, compiling), resultVariable } }
}

export const scriptTask: CompileOwn<'scriptTask'> = (element, { compiling }) => {
  const job = jobOf(element, compiling)
  if (job) return { type: 'scriptTask', resultVariable: '', job }
  const script = compiling.extension(element, 'zeebe:Script')
  const source = script ? text(script, 'expression') : plainScript(element, compiling)
  const resultVariable = (script ? text(script, 'resultVariable') : resultOf(element)) ?? ''
  if (source === undefined || resultVariable === '') {
    const [field, what] = source === undefined ? ['expression', 'script'] : ['resultVariable', 'result variable']
    const fix = 'Write a FEEL expression and name the variable for its result'
    compiling.report('value-missing', element, field, `${named(element)} has no ${what}`, fix)
    return { type: 'scriptTask', script: constant(null), resultVariable }
  }
  return { type: 'scriptTask', script: compiling.value(element, 'expression', source), resultVariable }
}

/** The standard's own script: FEEL, told by its format (BPMN 2.0.2, table 10.12); its result is the task's one data output. */
function plainScript(element: ModdleElement, compiling: Compiling): string | undefined {
  const source = text(element, 'script')
  if (source === undefined) return undefined
  const format = text(element, 'scriptFormat')
  if (format === undefined || !/feel/i.test(format)) {
    const words = format === undefined ? 'does not say the language of its script' : `has a script in ${format}`
    const fix = 'Write FEEL and set the script format to application/feel'
    compiling.report('script-format', element, 'scriptFormat', `${named(element)} ${words}`, fix)
  }
  return `=${source.replace(/^\s*=/, '')}`
}

function resultOf(element: ModdleElement): string | undefined {
  const specification = child(element, 'ioSpecification')
  const [output] = specification ? list(specification, 'dataOutputs') : []
  return output && variableOf(output)
}

export const sendTask: CompileOwn<'sendTask'> = (element, { compiling }) => {
  const job = jobOf(element, compiling)
  if (job) return { type: 'sendTask', job }
  const message = child(element, 'messageRef')
  if (message) return { type: 'sendTask', message: messageOf(element, message, compiling) as TriggerOf<'message'> }
  compiling.report(
    'value-missing',
    element,
    'messageRef',
    `${named(element)} sends nothing`,
    'Choose the message, or name a type of job',
  )
  return { type: 'sendTask' }
}

export const receiveTask: CompileOwn<'receiveTask'> = (element, { compiling }) => ({
  type: 'receiveTask',
  triggers: [messageOf(element, child(element, 'messageRef'), compiling)],
  instantiate: element.get('instantiate') === true,
})

const bindings = ['latest', 'deployment', 'versionTag'] as const

/** Which version of what is called: `bindingType` and `versionTag`. */
function bindingOf(element: ModdleElement, called: ModdleElement | undefined, compiling: Compiling) {
  const tag = called && text(called, 'versionTag')
  const binding = bindings.find((known) => known === (called && text(called, 'bindingType'))) ?? 'latest'
  if (binding === 'versionTag' && tag === undefined) {
    const words = `${named(element)} binds by a version tag, but names none`
    compiling.report('value-missing', element, 'versionTag', words, 'Write the tag')
  }
  return { binding, ...(tag === undefined ? {} : { versionTag: tag }) }
}

export const callActivity: CompileOwn<'callActivity'> = (element, { compiling }) => {
  const called = compiling.extension(element, 'zeebe:CalledElement')
  const plain = text(element, 'calledElement')
  const processId = (called && (text(called, 'processId') ?? text(called, 'processIdExpression'))) ?? plain
  if (processId === undefined) {
    compiling.report('value-missing', element, 'processId', `${named(element)} calls no process`, 'Choose the process')
  }
  return {
    type: 'callActivity',
    called: compiling.value(element, 'processId', processId ?? ''),
    ...bindingOf(element, called, compiling),
    allIn: called?.get('propagateAllParentVariables') !== false,
    allOut: called?.get('propagateAllChildVariables') !== false,
  }
}
