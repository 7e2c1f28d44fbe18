import type { CaseStructure, CorrectedMany, CorrectMany, Correction, CorrectionPreview } from '@lianban/server/contract'
import { get, path, post } from './client.ts'

export const readStructure = (caseId: string): Promise<CaseStructure> => get(path('cases', caseId, 'corrections'))
export const previewCorrection = (caseId: string, correction: Correction): Promise<CorrectionPreview> =>
  post(path('cases', caseId, 'corrections', 'preview'), correction)
export const correctCase = (caseId: string, correction: Correction, idempotencyKey: string): Promise<void> =>
  post(path('cases', caseId, 'corrections'), correction, { idempotencyKey })
export const correctMany = (wanted: CorrectMany, idempotencyKey: string): Promise<CorrectedMany> =>
  post(path('corrections'), wanted, { idempotencyKey })
