import { constant } from '../../expression/constant.ts'
import { list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import type { CompileOwn } from './place.ts'

export const task: CompileOwn<'task'> = () => ({ type: 'task' })

export const userTask: CompileOwn<'userTask'> = (element, { compiling }) => {
  compiling.extension(element, 'zeebe:UserTask')
  const assignment = compiling.extension(element, 'zeebe:AssignmentDefinition')
  const form = compiling.extension(element, 'zeebe:FormDefinition')
  const formId = form && text(form, 'formId')
  const fields = {
    assignee: compiling.optional(element, 'assignee', assignment),
    candidateGroups: compiling.optional(element, 'candidateGroups', assignment),
    candidateUsers: compiling.optional(element, 'candidateUsers', assignment),
    priority: compiling.optional(element, 'priority', compiling.extension(element, 'zeebe:PriorityDefinition')),
    form: formId,
  }
  if (!fields.assignee && !fields.candidateGroups && !fields.candidateUsers) {
    compiling.report(
      'nobody-assigned',
      element,
      'candidateGroups',
      `Nobody can do ${named(element)}: no department and no person is named`,
      'Choose who does it',
    )
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { type: 'userTask', ...given }
}

export const serviceTask: CompileOwn<'serviceTask'> = (element, { compiling }) => {
  const definition = compiling.extension(element, 'zeebe:TaskDefinition')
  return {
    type: 'serviceTask',
    job: {
      type: compiling.required(element, 'type', definition, 'Name the type of job that a worker or connector takes'),
      retries: compiling.optional(element, 'retries', definition) ?? constant(3),
      headers: headersOf(element, compiling),
    },
  }
}

function headersOf(element: ModdleElement, compiling: Compiling): Readonly<Record<string, string>> {
  const headers = compiling.extension(element, 'zeebe:TaskHeaders')
  const entries = headers ? list(headers, 'values').map((h) => [text(h, 'key') ?? '', text(h, 'value') ?? '']) : []
  return Object.freeze(Object.fromEntries(entries) as Record<string, string>)
}

export const scriptTask: CompileOwn<'scriptTask'> = (element, { compiling }) => {
  const script = compiling.extension(element, 'zeebe:Script')
  const source = script && text(script, 'expression')
  const resultVariable = (script && text(script, 'resultVariable')) ?? ''
  if (source === undefined || resultVariable === '') {
    compiling.report(
      'value-missing',
      element,
      source === undefined ? 'expression' : 'resultVariable',
      `${named(element)} has no ${source === undefined ? 'script' : 'result variable'}`,
      'Write a FEEL expression and name the variable for its result',
    )
    return { type: 'scriptTask', script: constant(null), resultVariable }
  }
  return { type: 'scriptTask', script: compiling.value(element, 'expression', source), resultVariable }
}
