import type { MigratedCase, Migration, MigrationOutcome } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'

/** In the order in which an admin looks at them. */
export const outcomes: readonly MigrationOutcome[] = ['moves', 'moved', 'choice', 'cannot', 'stayed', 'over', 'waiting']

interface Obstacle {
  code: string
  element: string
  words: string
}

/** Codes whose words from the server name what no translation can know: the cause, or two kinds of elements. */
const factual = new Set(['mapping-failed', 'type-changed'])

/** What a migration does to cases, in words. */
export function useMigrationWords() {
  const { t, te } = useI18n()
  const known = (key: string): boolean => te(key, 'zh-CN')

  const countsOf = ({ counts }: Pick<Migration, 'counts'>): string =>
    outcomes
      .flatMap((outcome) =>
        counts[outcome]
          ? [t('migrations.count', { outcome: t(`migrations.outcome.${outcome}`), n: counts[outcome] })]
          : [],
      )
      .join(' · ')

  function obstacleWords({ code, words }: Obstacle, element: string): string {
    if (known(`migrations.problem.${code}.title`)) return t(`migrations.problem.${code}.title`, { element })
    return known(`problems.${code}.title`) ? t(`problems.${code}.title`) : words
  }
  function obstacleRemedy({ code }: Obstacle): string {
    if (known(`migrations.problem.${code}.remedy`)) return t(`migrations.problem.${code}.remedy`)
    return known(`problems.${code}.remedy`) ? t(`problems.${code}.remedy`) : ''
  }
  const obstacleFact = ({ code, words }: Obstacle): string => (factual.has(code) ? words : '')

  const noteWords = ({ code, elementName }: MigratedCase['notes'][number]): string =>
    t(`migrations.note.${code}`, { element: elementName })

  return { countsOf, obstacleWords, obstacleRemedy, obstacleFact, noteWords }
}
