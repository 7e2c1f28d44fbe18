import type { Page, TaskCompleted, TaskCounts, TaskDetail, TaskPreview, TaskSummary } from '@lianban/server/contract'
import { get, path, post, put } from './client.ts'

export type Box = 'mine' | 'department' | 'done'

export const listTasks = (box: Box, q: string, cursor?: string, limit?: number): Promise<Page<TaskSummary>> =>
  get(path('tasks'), { query: { box, q, cursor, limit } })
export const countTasks = (): Promise<TaskCounts> => get(path('tasks', 'counts'))
export const readTask = (id: string): Promise<TaskDetail> => get(path('tasks', id))
export const claimTask = (id: string, revision: number): Promise<TaskDetail> =>
  post(path('tasks', id, 'claim'), { revision })
export const releaseTask = (id: string, revision: number): Promise<TaskDetail> =>
  post(path('tasks', id, 'release'), { revision })
export const saveTaskDraft = (id: string, data: Record<string, unknown>, keepalive = false): Promise<void> =>
  put(path('tasks', id, 'draft'), { data }, { keepalive })
export const previewTask = (id: string, revision: number, data: Record<string, unknown>): Promise<TaskPreview> =>
  post(path('tasks', id, 'preview'), { revision, data })
export const completeTask = (
  id: string,
  revision: number,
  data: Record<string, unknown>,
  idempotencyKey: string,
): Promise<TaskCompleted> => post(path('tasks', id, 'complete'), { revision, data }, { idempotencyKey })
