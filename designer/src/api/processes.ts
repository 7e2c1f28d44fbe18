import type {
  Bundle,
  Checked,
  DraftSaved,
  ProcessDetail,
  ProcessDraft,
  ProcessSummary,
  Publish,
  Published,
  SaveDraft,
} from '@lianban/server/contract'
import { get, path, post, put, remove } from './client.ts'

export const listProcesses = (): Promise<ProcessSummary[]> => get(path('processes'))
export const readProcess = (id: string): Promise<ProcessDetail> => get(path('processes', id))
export const readDraft = (id: string): Promise<ProcessDraft> => get(path('processes', id, 'draft'))
export const readVersion = (id: string, version: number): Promise<ProcessDraft> =>
  get(path('processes', id, 'versions', version))
export const saveDraft = (id: string, draft: SaveDraft): Promise<DraftSaved> =>
  put(path('processes', id, 'draft'), draft)
export const discardDraft = (id: string): Promise<void> => remove(path('processes', id, 'draft'))
export const publishDraft = (id: string, publish: Publish): Promise<Published> =>
  post(path('processes', id, 'publish'), publish)
export const checkBundle = (bundle: Bundle): Promise<Checked> => post(path('processes', 'check'), { bundle })
