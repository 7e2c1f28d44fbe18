import { useI18n } from 'vue-i18n'
import { ApiProblem } from '../api/problem.ts'

/** Codes whose detail names what no translation can know: a value, a place in a file, a number. */
const factual = new Set([
  'absence-overlaps',
  'address-invalid',
  'body-invalid',
  'clock-backwards',
  'deputy-without-post',
  'id-invalid',
  'incident-open',
  'no-such-route',
  'post-overlaps',
  'reporting-circle',
  'time-invalid',
  'xml-malformed',
])

/** Words and remedy of a failed request in the language of the screen, by the code of the problem. */
export function useProblemWords() {
  const { t, te } = useI18n()

  function keyOf({ code, offline }: ApiProblem): string {
    const key = `problems.${offline ? 'network' : code}`
    return te(`${key}.title`, 'zh-CN') ? key : 'problems.other'
  }

  function wordsOf(problem: unknown): string {
    if (problem instanceof ApiProblem) return t(`${keyOf(problem)}.title`)
    return t('app.problem.unknown', { detail: problem instanceof Error ? problem.message : String(problem) })
  }

  const remedyOf = (problem: unknown): string => (problem instanceof ApiProblem ? t(`${keyOf(problem)}.remedy`) : '')

  /** The provision or rule behind a refusal, where there is one to name. */
  function ruleOf(problem: unknown): string {
    const key = problem instanceof ApiProblem ? `${keyOf(problem)}.rule` : ''
    return key && te(key, 'zh-CN') ? t(key) : ''
  }

  /** What the server adds in its own language, where that says more than the words of the code. */
  function factOf(problem: unknown): string {
    if (!(problem instanceof ApiProblem) || problem.offline) return ''
    return factual.has(problem.code) || keyOf(problem) === 'problems.other' ? problem.message : ''
  }

  return { wordsOf, remedyOf, ruleOf, factOf }
}
