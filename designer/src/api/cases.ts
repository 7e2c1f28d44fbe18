import type {
  CaseDetail,
  CaseSummary,
  ClockDeeds,
  ClockPreview,
  ExplainedCaseDecision,
  FileCase,
  Filed,
  Filing,
  Page,
  TryClock,
} from '@lianban/server/contract'
import { download, get, path, post } from './client.ts'

export interface CaseQuery {
  q?: string
  state?: CaseSummary['state'] | ''
  cursor?: string
}

export const listFilings = (): Promise<Filing[]> => get(path('filing'))
export const fileCase = (filing: FileCase, idempotencyKey: string): Promise<Filed> =>
  post(path('cases'), filing, { idempotencyKey })
export const listCases = (query: CaseQuery = {}): Promise<Page<CaseSummary>> =>
  get(path('cases'), { query: { ...query } })
export const readCase = (id: string): Promise<CaseDetail> => get(path('cases', id))
export const readDecision = (caseId: string, seq: number): Promise<ExplainedCaseDecision> =>
  get(path('cases', caseId, 'decisions', seq))
export const readDocument = (id: string): Promise<Blob> => download(path('documents', id))
export const retryIncident = (caseId: string, key: number): Promise<void> =>
  post(path('cases', caseId, 'incidents', key, 'retry'))

export const readClockDeeds = (caseId: string): Promise<ClockDeeds[]> => get(path('cases', caseId, 'clocks'))
export const previewClock = (caseId: string, key: number, tried: TryClock): Promise<ClockPreview> =>
  post(path('cases', caseId, 'clocks', key, 'preview'), tried)
export const changeClock = (caseId: string, key: number, { verb, ...body }: TryClock): Promise<void> =>
  post(path('cases', caseId, 'clocks', key, verb), body)
