import type { Derivation } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import { useDates } from '../i18n/dates.ts'

export type Reckoned = Pick<
  Derivation,
  'kind' | 'unit' | 'limit' | 'extended' | 'startedOn' | 'dueOn' | 'stops' | 'provisional'
>

/** How a due day was reckoned, in one sentence that a person can reckon again. */
export function useDerivationWords() {
  const { t, te } = useI18n()
  const dates = useDates()

  const days = (unit: Reckoned['unit'], n: number): string => t(`cases.clock.days.${unit}`, { n }, n)
  const groundWords = (ground: string): string =>
    te(`cases.clock.ground.${ground}`, 'zh-CN') ? t(`cases.clock.ground.${ground}`) : ground

  function sentenceOf(clock: Reckoned): string {
    const { unit, limit, extended, startedOn, dueOn, stops, provisional } = clock
    const parts = [
      t(`cases.clock.derived.started.${clock.kind === 'statutory' ? 'accepted' : 'counted'}`, {
        day: dates.day(startedOn),
      }),
      days(unit, limit - extended),
      ...(extended > 0 ? [t('cases.clock.derived.extended', { days: days(unit, extended) })] : []),
      ...stops.map(({ from, to, ground, document }) =>
        t(to === undefined ? 'cases.clock.derived.open' : 'cases.clock.derived.paused', {
          from: dates.day(from),
          to: dates.day(to),
          ground: groundWords(ground),
          document,
        }),
      ),
      dueOn === undefined ? t('cases.clock.dueLater') : t('cases.clock.derived.due', { day: dates.day(dueOn) }),
      ...(provisional ? [t('cases.clock.provisional')] : []),
    ]
    return parts.join(t('cases.clock.derived.joint'))
  }

  /** “3 of 10 working days used, 9 excluded” */
  const usageOf = (unit: Reckoned['unit'], used: number, limit: number, excluded: number): string =>
    t(excluded > 0 ? 'cases.clock.derived.usedExcluded' : 'cases.clock.derived.used', {
      used,
      limit: days(unit, limit),
      excluded,
    })

  return { sentenceOf, usageOf, groundWords, days }
}
