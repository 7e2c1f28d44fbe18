import type { TimelineEntry } from '@lianban/server/contract'
import { expect, test } from 'vitest'
import { consequencesOf } from './consequence.ts'

const line = (code: string, element: string, detail: Record<string, string> = {}): TimelineEntry => ({
  seq: 1,
  at: '2026-04-27T09:00:00+08:00',
  code,
  element,
  detail,
})
const told = (entries: TimelineEntry[], ends = false) =>
  consequencesOf({ valid: true, entries, ends }).map(({ kind, entry, groups }) => [
    kind,
    entry?.detail['status'] ?? entry?.element ?? '',
    groups.join(),
  ])

test('the same step for several departments is one line', () => {
  const entries = ['生态环境局', '水务局', '生态环境局'].map((groups) => line('task.created', 'review', { groups }))
  expect(told(entries)).toEqual([['task', 'review', '生态环境局,水务局']])
})

test('of the states on the way only the last is told, in its place', () => {
  const entries = [
    line('status.changed', 'a', { status: 'accepted' }),
    line('document.issued', 'notice', { title: '受理通知书' }),
    line('status.changed', 'b', { status: 'underReview' }),
    line('task.created', 'review'),
  ]
  expect(told(entries)).toEqual([
    ['document', 'notice', ''],
    ['status', 'underReview', ''],
    ['task', 'review', ''],
  ])
})

test('only the statutory clock is told', () => {
  const entries = [
    line('clock.started', 'whole', { kind: 'statutory' }),
    line('clock.started', 'one', { kind: 'step' }),
  ]
  expect(told([...entries, line('task.created', 'one')])).toEqual([
    ['clock', 'whole', ''],
    ['task', 'one', ''],
  ])
})

test('a step that leads nowhere yet waits for the others; the last one ends the case', () => {
  expect(told([line('path.taken', 'x')])).toEqual([['waits', '', '']])
  expect(told([line('case.completed', 'end')], true)).toEqual([['ends', '', '']])
})
