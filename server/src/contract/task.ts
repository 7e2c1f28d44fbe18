import type { FormSchema } from '@lianban/forms'
import type { CaseDetail, ClockView, TimelineEntry } from './case.ts'
import type { FieldProblem } from './common.ts'

/**
 * GET /api/tasks?box=mine|department|done&q=&cursor=&limit= answers Page<TaskSummary>; open boxes by least time left. `limit`
 * is 1 to 200 (50); `q`: words that all occur in case number, title, applicant or task name. A page may hold fewer tasks
 * than the limit and still have a `next`. The department's box leaves out what is in the actor's own.
 */
export interface TaskSummary {
  /** `CASE.KEY` */
  id: string
  caseId: string
  caseNo: string
  caseTitle: string
  applicant: string
  processName: string
  element: string
  name: string
  /** Department names that may claim it. */
  candidates: string[]
  assignee?: { id: string; name: string }
  createdAt: string
  completedAt?: string
  clock?: ClockView
  /** blue: one working day or less left; yellow: a step limit passed; red: a statutory limit passed. */
  light: 'none' | 'blue' | 'yellow' | 'red'
}

/** GET /api/tasks/counts */
export interface TaskCounts {
  mine: number
  department: number
}

/** GET /api/tasks/:id */
export interface TaskDetail extends TaskSummary {
  state: 'open' | 'completed' | 'cancelled'
  /** Grows with each change of the task; send it back with claim, release and complete. */
  revision: number
  form: FormSchema | null
  /** Values that the form starts from: the case's variables under the form's keys. */
  data: Record<string, unknown>
  /** The actor's own unsent values; never validated. */
  draft: Record<string, unknown> | null
  /** Nothing while the case is suspended. */
  may: { claim: boolean; release: boolean; complete: boolean }
  case: CaseDetail
}

/** POST /api/tasks/:id/claim | release with Revise answers TaskDetail. */
export interface Revise {
  revision: number
}

/** PUT /api/tasks/:id/draft answers 204; saved as typed. */
export interface SaveTaskDraft {
  data: Record<string, unknown>
}

/**
 * POST /api/tasks/:id/complete with an `Idempotency-Key` header: 200 TaskCompleted.
 * 404 unknown task · 409 `task-completed` or `task-changed` · 422 with `fields` when the form is not acceptable.
 */
export interface CompleteTask extends Revise {
  data: Record<string, unknown>
}

/**
 * POST /api/tasks/:id/preview with CompleteTask answers what completing would do, and does nothing. Documents count as
 * issued. Refused as the completion would be, but a form that is not acceptable is an answer here.
 */
export interface TaskPreview {
  valid: boolean
  fields?: FieldProblem[]
  /**
   * What would happen, in order, with the codes of the timeline and three more: `document.issued` (title),
   * `task.cancelled` (groups), `job.created` for the work of other systems.
   */
  entries: TimelineEntry[]
  /** The case would be over. */
  ends: boolean
}

export interface TaskCompleted {
  id: string
  caseId: string
  /** The next task of the actor's own box, by least time left, if any. */
  next: string | null
}
