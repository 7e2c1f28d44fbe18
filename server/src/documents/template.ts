import { compileFeel, type Expression, type Json, type Moment, type Variables } from '@lianban/engine'
import type { DocumentTemplate, ModelProblem } from '../contract/index.ts'

export interface Paragraph {
  readonly style: 'heading' | 'paragraph' | 'item'
  readonly text: string
}

const hole = /\{\{(.+?)\}\}/gs

const feel = (source: string): Expression => {
  const compiled = compileFeel(source.trim().replace(/^=/, ''))
  if (!compiled.ok) throw new Error(`${compiled.trouble} in «${source}»`)
  return compiled.expression
}

function evaluate(source: string, variables: Variables, moment: Moment): Json {
  const names = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined)
  const result = feel(source).evaluate(names, moment)
  if (!result.ok) throw new Error(result.trouble)
  return result.value
}

const worded = (value: Json): string => {
  if (value === null) return '—'
  return Array.isArray(value)
    ? value.map((item) => worded(item as Json)).join('；')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
}

/** The paragraphs of a document: those whose condition holds, with every `{{ FEEL }}` replaced by its value. */
export function fill(template: DocumentTemplate, variables: Variables, moment: Moment): Paragraph[] {
  return template.body
    .filter(({ when }) => when === undefined || evaluate(when, variables, moment) === true)
    .map(({ text, style = 'paragraph' }) => ({
      style,
      text: text.replace(hole, (_, source: string) => worded(evaluate(source, variables, moment))),
    }))
}

/** Expressions of a template that are not FEEL. */
export function templateProblems(id: string, template: DocumentTemplate): ModelProblem[] {
  const sources = template.body.flatMap(({ text, when }) =>
    [...text.matchAll(hole)].map((match) => match[1]!).concat(when ?? []),
  )
  return sources.flatMap((source) => {
    const compiled = compileFeel(source.trim().replace(/^=/, ''))
    if (compiled.ok) return []
    const words = `Document ${id}: ${compiled.trouble}`
    return [{ code: 'expression-invalid', severity: 'error' as const, words, fix: 'Correct the expression' }]
  })
}
