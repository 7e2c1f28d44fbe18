import { compile } from '@lianban/engine'
import { readSchema } from '@lianban/forms'
import type { Bundle, ModelProblem } from '../contract/index.ts'
import { templateProblems } from '../documents/template.ts'
import { resultOf } from '../supervision/cards/overdue.ts'

/** What the drawing refers to must be in the bundle, and every form and document of the bundle must be readable. */
export async function formProblems({ bpmn, forms, documents }: Bundle): Promise<ModelProblem[]> {
  const problems: ModelProblem[] = []
  for (const [id, form] of Object.entries(forms)) {
    const read = readSchema(form)
    if ('problems' in read) {
      for (const { words, fix } of read.problems) {
        problems.push({ code: 'form-invalid', severity: 'error', words: `Form ${id}: ${words}`, fix })
      }
    }
  }
  for (const [id, template] of Object.entries(documents)) problems.push(...templateProblems(id, template))
  const compiled = await compile(bpmn)
  for (const node of compiled.ok ? compiled.graphs.flatMap((graph) => graph.nodes) : []) {
    const form = node.type === 'userTask' || node.type === 'startEvent' ? node.form : undefined
    if (form !== undefined && !Object.hasOwn(forms, form)) {
      problems.push(
        missing(
          'form-missing',
          node.id,
          'formId',
          `${node.name || node.id} shows form ${form}, which does not exist`,
          'Choose one of the forms',
        ),
      )
    }
    problems.push(...overdueProblems(node.id, node.name, node.properties))
    const template =
      node.type === 'serviceTask' && node.job.type.source === 'document'
        ? (node.job.headers['template'] ?? '')
        : undefined
    if (template !== undefined && !Object.hasOwn(documents, template)) {
      problems.push(
        missing(
          'document-missing',
          node.id,
          'headers',
          `${node.name || node.id} issues document «${template}», which does not exist`,
          'Choose one of the documents',
        ),
      )
    }
  }
  return problems
}

/** What a step sets down for the case that its time is over must be something that happens. */
function overdueProblems(
  element: string,
  name: string,
  { overdue, 'overdue.result': result }: Readonly<Record<string, string>>,
): ModelProblem[] {
  if (overdue === undefined) return []
  if (overdue !== 'reassign' && overdue !== 'deemedConsent')
    return [
      missing(
        'overdue-unknown',
        element,
        'overdue',
        `${name || element} wants «${overdue}» when its time is over, which is nothing that can be done`,
        'Write reassign or deemedConsent, or take the property away',
      ),
    ]
  if (overdue !== 'deemedConsent' || resultOf(result) !== undefined) return []
  return [
    missing(
      'overdue-result-invalid',
      element,
      'overdue.result',
      `${name || element} counts silence as consent, but does not say what that amounts to`,
      'Write the variables as a JSON object into overdue.result',
    ),
  ]
}

const missing = (code: string, element: string, field: string, words: string, fix: string): ModelProblem => ({
  code,
  severity: 'error',
  element,
  field,
  words,
  fix,
})
