import { end, limit, line, model, start, userTask } from '../../builders/bpmn.ts'

/** A case with variables and one task with a limit of working days. */
export const review = model('review', start(), userTask('look', 'eco', limit(5)), end(), line('start', 'look', 'end'))
export const monday = Date.parse('2026-04-27T09:00:00+08:00')
export const variables = { applicant: '示范公司', area: 32_800 }
/** Key of the task in every case of `review`. */
export const taskKey = 3
