import type { ModelProblem } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import { chinese, type ProblemTranslation } from './chinese.ts'

const translations: Readonly<Record<string, ProblemTranslation>> = { 'zh-CN': chinese }

/** Words and remedy of a problem in the language of the screen; the engine's own for a code without a translation. */
export function problemText() {
  const { locale } = useI18n()
  const table = (): ProblemTranslation | undefined => translations[locale.value]

  function say(kind: 'words' | 'fix', problem: ModelProblem, name: string): string {
    const template = table()?.[kind][problem.code]
    if (template === undefined) return problem[kind]
    const field = problem.field ? (table()?.field[problem.field] ?? problem.field) : ''
    const values: Record<string, string> = { name, field, detail: detailOf(problem.words) }
    return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
  }

  return {
    words: (problem: ModelProblem, name?: string) => say('words', problem, name || problem.element || ''),
    fix: (problem: ModelProblem) => say('fix', problem, ''),
  }
}

/** What follows the colon: the part of an expression's trouble that no code can say. */
const detailOf = (words: string): string => /: (.*)$/s.exec(words)?.[1] ?? words
