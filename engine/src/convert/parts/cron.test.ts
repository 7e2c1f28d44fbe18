import { expect, test } from 'vitest'
import { nextCron } from '../../time/cron.ts'
import { cronOf } from './cron.ts'

test.each([
  ['0 0 9 ? * 2-6', '0 0 9 * * 1-5'],
  ['0 0 9 ? * MON-FRI', '0 0 9 * * MON-FRI'],
  ['0 0 9 1,15 * ?', '0 0 9 1,15 * *'],
  ['0 5/10 * * * ?', '0 5-59/10 * * * *'],
  ['0 0 12 * * ? *', '0 0 12 * * *'],
])('Quartz’s %s is %s', (quartz, cron) => {
  expect(cronOf(quartz)).toBe(cron)
})

test.each([
  '0 0 9 L * ?',
  '0 0 9 15W * ?',
  '0 0 9 ? * 6#3',
  '0 0 9 * * ? 2026',
  'every day',
  '0 0 99 * * ?',
  '0 0 9 * *',
])('%s has no equal', (quartz) => {
  expect(cronOf(quartz)).toBeUndefined()
})

test('the first day of Quartz’s week is Sunday', () => {
  // 2026-09-21 is a Monday.
  const monday = Date.parse('2026-09-21T00:00:00+08:00')
  expect(nextCron(cronOf('0 0 9 ? * 1')!, monday)).toBe(Date.parse('2026-09-27T09:00:00+08:00'))
})
