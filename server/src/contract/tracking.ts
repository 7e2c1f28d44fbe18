import type { FormSchema } from '@lianban/forms'
import type { Branch, CaseStatus, ClockView, DocumentView, Standing, TimelineEntry } from './case.ts'

/** Case number and tracking code: the applicant's key, no sign-in. Five wrong codes in a minute answer 429. */
export interface TrackingKey {
  caseNo: string
  code: string
}

/** POST /api/public/track with TrackingKey answers PublicCase; posts and departments, never officers' names. */
export interface PublicCase {
  caseNo: string
  title: string
  applicant: string
  processName: string
  status: CaseStatus
  state: 'running' | 'completed' | 'terminated' | 'incident' | 'suspended'
  receivedOn: string
  clocks: ClockView[]
  timeline: TimelineEntry[]
  standing: Standing
  branches: Branch[]
  documents: DocumentView[]
  /** What waits for the applicant: supplements, the rating. */
  tasks: PublicTask[]
}

export interface PublicTask {
  id: string
  name: string
  form: FormSchema
  data: Record<string, unknown>
  revision: number
  clock?: ClockView
}

/** POST /api/public/tasks/:id/complete answers PublicCase */
export interface CompletePublicTask extends TrackingKey {
  revision: number
  data: Record<string, unknown>
}

/** POST /api/public/documents/:id with TrackingKey answers application/pdf */
