import type { TaskPreview } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import type { ConfirmLine } from '../app/confirmLine.ts'
import { useStatusWords } from '../cases/statusWords.ts'
import { useTimelineWords } from '../cases/timelineWords.ts'
import { consequencesOf, type Consequence } from './consequence.ts'

const signs: Record<Consequence['kind'], string> = {
  document: '▤',
  status: '▸',
  task: '→',
  withdrawn: '✕',
  clock: '◷',
  job: '⚙',
  card: '▲',
  incident: '!',
  ends: '■',
  waits: '…',
}

/** What completing will do, line by line. */
export function useConsequenceWords() {
  const { t } = useI18n()
  const { statusWords } = useStatusWords()
  const { detailsOf } = useTimelineWords()

  function wordsOf({ kind, entry, groups }: Consequence): string {
    const { status = '', statusName = '', title = '' } = entry?.detail ?? {}
    const details = entry && (kind === 'clock' || kind === 'incident') ? detailsOf(entry) : []
    const values = {
      element: entry?.elementName ?? '',
      title,
      status: statusWords({ code: status, name: statusName }),
      groups: groups.join(t('inbox.confirm.and')),
      detail: details.map(({ words }) => words).join(t('inbox.confirm.and')),
    }
    const nobody = groups.length === 0 && (kind === 'task' || kind === 'withdrawn')
    return t(`inbox.confirm.${nobody ? `${kind}Alone` : kind}`, values)
  }

  const linesOf = (preview: TaskPreview): ConfirmLine[] =>
    consequencesOf(preview).map((each) => ({
      sign: signs[each.kind],
      words: wordsOf(each),
      ...(each.kind === 'incident' ? { tone: 'red' as const } : {}),
    }))

  return { linesOf }
}
