import { useI18n } from 'vue-i18n'
import { ApiProblem } from '../api/problem.ts'

/** Words and remedy of a failed request, in the language of the screen. */
export function useProblemWords() {
  const { t } = useI18n()

  function wordsOf(problem: unknown): string {
    if (problem instanceof ApiProblem) return problem.offline ? t('app.problem.network') : problem.message
    return t('app.problem.unknown', { detail: problem instanceof Error ? problem.message : String(problem) })
  }

  function remedyOf(problem: unknown): string {
    if (!(problem instanceof ApiProblem)) return ''
    return problem.offline ? t('app.problem.networkRemedy') : (problem.remedy ?? '')
  }

  return { wordsOf, remedyOf }
}
