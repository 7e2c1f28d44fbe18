import type { TimelineEntry } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import { useDates } from '../i18n/dates.ts'
import { useStatusWords } from './statusWords.ts'

/** Details that are told, in this order; the others serve machines or are part of the sentence. */
const told = [
  'outcome',
  'reason',
  'conditions',
  'colour',
  'rule',
  'against',
  'limit',
  'basis',
  'due',
  'from',
  'to',
  'calendar',
  'items',
  'groups',
  'decisionName',
  'rules',
  'condition',
  'unfulfilled',
  'values',
  'message',
  'names',
  'began',
  'fromVersion',
  'toVersion',
  'handover',
  'postA',
  'postB',
]

/** What a row of the timeline says: what happened, who did it, and the details that explain it. */
export function useTimelineWords() {
  const { t, te } = useI18n()
  const dates = useDates()
  const { statusWords } = useStatusWords()
  const known = (key: string): boolean => te(key, 'zh-CN')

  function sentenceOf(entry: TimelineEntry): string {
    const key = `cases.event.${entry.code}`
    const { status = '', statusName = '', path = '' } = entry.detail
    const values = { element: entry.elementName ?? '', status: statusWords({ code: status, name: statusName }), path }
    return known(key) ? t(key, values) : (entry.elementName ?? entry.code)
  }

  function actorOf(entry: TimelineEntry): string {
    const { actor = '', detail } = entry
    const department = detail['department'] ?? ''
    return actor && department && department !== actor ? t('cases.timeline.actor', { actor, department }) : actor
  }

  function causeOf({ code = '', message }: TimelineEntry['detail']): string | undefined {
    const key = `incidents.${code}`
    return known(key) ? `${t(key)} ${message ?? ''}` : message
  }

  /** AB岗: why the task went on, and both posts with who held them then. */
  function handoverOf(detail: TimelineEntry['detail']): Record<string, string> {
    const { ground, fromPerson, fromPost, toPerson, toPost } = detail
    if (ground === undefined || fromPerson === undefined || toPerson === undefined) return {}
    const held = (person: string, post = ''): string => t('cases.handover.held', { person, post })
    return {
      handover: t(`cases.handover.ground.${ground}`),
      postA: held(fromPerson, fromPost),
      postB: held(toPerson, toPost),
    }
  }

  function detailsOf({ detail }: TimelineEntry): { label: string; words: string }[] {
    const limit =
      detail['n'] && detail['unit']
        ? t(`cases.clock.days.${detail['unit']}`, { n: detail['n'] }, Number(detail['n']))
        : ''
    const words: Record<string, string | undefined> = {
      ...detail,
      limit,
      outcome: detail['outcomeName'],
      colour: detail['colour'] && t(`cases.colour.${detail['colour']}`),
      due: detail['due'] && dates.day(detail['due']),
      from: detail['from'] && dates.day(detail['from']),
      to: detail['to'] && dates.day(detail['to']),
      message: causeOf(detail),
      ...handoverOf(detail),
    }
    return told.flatMap((name) => (words[name] ? [{ label: t(`cases.detail.${name}`), words: words[name] }] : []))
  }

  return { sentenceOf, actorOf, detailsOf }
}

const signs: Record<string, string> = {
  'case.started': '●',
  'case.completed': '■',
  'case.terminated': '✕',
  'status.changed': '▸',
  'task.completed': '✓',
  'task.handedOver': '⇄',
  'card.raised': '▲',
  'job.failed': '!',
  'incident.raised': '!',
}

/** What runs by itself in the background: kept, but folded away until asked for. */
const quiet = new Set(['clock.started', 'task.created', 'job.completed', 'path.taken', 'timer.fired'])

export const signOf = (entry: TimelineEntry): string => signs[entry.code] ?? '·'
export const isQuiet = (entry: TimelineEntry): boolean => quiet.has(entry.code)
