import type { TimelineEntry } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import { useDates } from '../i18n/dates.ts'

/** What a row of the timeline says: what happened, and the details that have words of their own. */
export function useTimelineWords() {
  const { t, te } = useI18n()
  const dates = useDates()

  const sentenceOf = (entry: TimelineEntry): string => {
    const key = `cases.event.${entry.code}`
    const values = { element: entry.elementName ?? '', ...entry.detail }
    return te(key) || te(key, 'zh-CN') ? t(key, values) : (entry.elementName ?? entry.code)
  }

  function detailsOf(entry: TimelineEntry): { label: string; words: string }[] {
    return Object.entries(entry.detail)
      .filter(([name, value]) => value !== '' && te(`cases.detail.${name}`, 'zh-CN'))
      .map(([name, value]) => ({ label: t(`cases.detail.${name}`), words: wordOf(name, value) }))
  }

  function wordOf(name: string, value: string): string {
    const family = { colour: 'cases.colour', outcome: 'cases.outcome', decision: 'cases.outcome' }[name]
    if (family && te(`${family}.${value}`, 'zh-CN')) return t(`${family}.${value}`)
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dates.day(value) : value
  }

  return { sentenceOf, detailsOf }
}

const signs: Record<string, string> = {
  'case.started': '●',
  'case.completed': '■',
  'case.terminated': '✕',
  'task.completed': '✓',
  'document.issued': '▤',
  'card.raised': '▲',
  'incident.raised': '!',
  'timer.fired': '◷',
}

/** What runs by itself in the background: kept, but folded away until asked for. */
const quiet = new Set([
  'clock.started',
  'clock.completed',
  'element.entered',
  'variables.set',
  'timer.scheduled',
  'timer.fired',
])

export const signOf = (entry: TimelineEntry): string => signs[entry.code] ?? '·'
export const isQuiet = (entry: TimelineEntry): boolean => quiet.has(entry.code)
