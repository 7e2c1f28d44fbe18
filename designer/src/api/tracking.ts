import type { CompletePublicTask, PublicCase, TrackingKey } from '@lianban/server/contract'
import { download, path, post } from './client.ts'

export const trackCase = (key: TrackingKey): Promise<PublicCase> => post(path('public', 'track'), key)
export const completePublicTask = (id: string, completion: CompletePublicTask): Promise<PublicCase> =>
  post(path('public', 'tasks', id, 'complete'), completion)
export const readPublicDocument = (id: string, key: TrackingKey): Promise<Blob> =>
  download(path('public', 'documents', id), key)
