import type { CardRule } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'

/** What a rule says, in sentences. */
export function useRuleWords() {
  const { t, te, locale } = useI18n()

  const nameOf = ({ name }: CardRule): string => (locale.value === 'en' ? name.en : name.zh)
  const codeWords = (code: string): string =>
    te(`problems.${code}.title`, 'zh-CN') ? t(`problems.${code}.title`) : code

  function triggerOf({ trigger }: CardRule): string {
    switch (trigger.on) {
      case 'left':
        return t('supervision.rules.when.left', { days: trigger.days, share: Math.round(trigger.share * 100) })
      case 'passed':
        return t('supervision.rules.when.passed')
      case 'unanswered':
        return t('supervision.rules.when.unanswered', { colour: t(`cases.colour.${trigger.colour}`) })
      case 'refused':
        return t('supervision.rules.when.refused', {
          times: trigger.times,
          codes: trigger.codes.map(codeWords).join(t('supervision.rules.or')),
        })
    }
  }

  function sentencesOf(rule: CardRule): string[] {
    const { kinds, processes, level, answerDays, action } = rule
    return [
      triggerOf(rule),
      kinds.length === 0
        ? t('supervision.rules.allKinds')
        : t('supervision.rules.kinds', { kinds: kinds.map((kind) => t(`cases.clock.kind.${kind}`)).join('、') }),
      ...(processes.length > 0 ? [t('supervision.rules.only', { processes: processes.join('、') })] : []),
      t('supervision.rules.goesTo', { to: t(`supervision.rung.${level}`) }),
      answerDays === null
        ? t('supervision.rules.noAnswer')
        : t('supervision.rules.answer', { n: answerDays }, answerDays),
      ...(action === 'none' ? [] : [t(`supervision.rules.action.${action}`)]),
    ]
  }

  return { nameOf, sentencesOf }
}
