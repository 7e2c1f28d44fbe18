import type { CorrectedInstance, CorrectionPreview } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import type { ConfirmLine } from '../app/confirmLine.ts'
import { isQuiet, useTimelineWords } from '../cases/timelineWords.ts'

type Possible = Extract<CorrectionPreview, { ok: true }>

/** Said by the lists of what begins and ends, or plain from what was asked for. */
const told = new Set([
  'task.created',
  'case.suspended',
  'case.resumed',
  'case.modified',
  'case.restarted',
  'case.terminated',
  'case.completed',
  'variables.corrected',
  'incident.resolved',
])

const tasksFirst = (one: CorrectedInstance, other: CorrectedInstance): number => Number(!one.task) - Number(!other.task)

/** The same line is said once, with how often. */
function counted(lines: readonly ConfirmLine[]): ConfirmLine[] {
  const times = new Map<string, { line: ConfirmLine; n: number }>()
  for (const line of lines) {
    const key = JSON.stringify(line)
    times.set(key, { line, n: (times.get(key)?.n ?? 0) + 1 })
  }
  return [...times.values()].map(({ line, n }) => (n > 1 ? { ...line, words: `${line.words} ×${n}` } : line))
}

/** What a correction would do, line by line: what ends with whose work, what begins, what else the record would say. */
export function usePreviewWords() {
  const { t } = useI18n()
  const { sentenceOf, detailsOf } = useTimelineWords()

  function workOf({ task }: CorrectedInstance): string | undefined {
    if (!task) return undefined
    const { assignee, groups, hasDraft } = task
    const holder = assignee ? t('corrections.preview.claimedBy', { name: assignee, groups }) : groups
    return hasDraft ? t('corrections.preview.withDraft', { holder }) : holder
  }

  const line = (sign: string, key: string, one: CorrectedInstance, tone?: 'red'): ConfirmLine => {
    const more = workOf(one)
    const words = t(`corrections.preview.${key}`, { element: one.elementName })
    return { sign, words, ...(more ? { more } : {}), ...(tone ? { tone } : {}) }
  }

  return {
    linesOf({ ended, begun, ends, leaving, entries }: Possible): ConfirmLine[] {
      const others = entries.filter((entry) => !told.has(entry.code) && !isQuiet(entry))
      return counted([
        ...ended.toSorted(tasksFirst).map((one) => line('✕', one.task ? 'taskEnds' : 'ends', one, 'red')),
        ...begun.toSorted(tasksFirst).map((one) => line('＋', one.task ? 'taskBegins' : 'begins', one)),
        ...others.map((entry) => {
          const details = detailsOf(entry).map(({ label, words }) => t('cases.pair', { label, words }))
          return { sign: '·', words: sentenceOf(entry), ...(details.length ? { more: details.join(' · ') } : {}) }
        }),
        ...(leaving > 0 ? [{ sign: '→', words: t('corrections.preview.leaving', { n: leaving }, leaving) }] : []),
        ...(ends ? [{ sign: '■', words: t('corrections.preview.over'), tone: 'red' as const }] : []),
      ])
    },
  }
}
