import type { Department, Role } from './session.ts'

/** GET /api/people (admin, supervisor) */
export interface Person {
  id: string
  account: string
  name: string
  post: string
  department: Department
  roles: Role[]
}

/**
 * GET /api/organisation (admin, supervisor): who holds which post, who stands in, who reports to whom, who is on leave. Every
 * change (admin) names the `revision` that it was made from, and answers the organisation after it; 409 `organisation-changed`
 * when somebody else was quicker. What cannot be is a 422 that names the field.
 */
export interface Organisation {
  revision: number
  departments: OrganisedDepartment[]
  people: OrganisedPerson[]
  rule: HandoverRule
}

export interface OrganisedDepartment extends Department {
  /** Code of the department that it reports to; null at the top of the line. */
  superior: string | null
}

export interface OrganisedPerson {
  id: string
  account: string
  name: string
  /** Oldest first, those that are over or yet to come among them. */
  posts: HeldPost[]
  /** From today on. */
  absences: Absence[]
}

/** Days count, the first and the last of them too. */
export interface HeldPost {
  /** Code of the department. */
  department: string
  post: string
  roles: Role[]
  from: string
  to?: string
  /** Id of who stands in: the B post of this A post. */
  deputy?: string
  /** As of today. */
  state: 'coming' | 'held' | 'ended'
}

export interface Absence {
  from: string
  to: string
  reason: string
}

/** AB岗: when a task goes from the A post to the B post. */
export interface HandoverRule {
  /** Of an A post on leave, what falls due before they are back. */
  absent: boolean
  /** What nobody has claimed. */
  unclaimed: boolean
  /** Half working days that must be over: 1 is half a day. */
  halfDays: number
}

interface Change {
  revision: number
}

/** PUT /api/departments/:code makes or changes it. */
export interface SaveDepartment extends Change {
  name: string
  superior: string | null
}

/** PUT /api/people/:id makes or changes the person, whose account is the id. `password`: required for a new one. */
export interface SavePerson extends Change {
  name: string
  /** At least 8 characters; ends the sessions of the person. */
  password?: string
}

/** PUT /api/people/:id/posts/:code/:from makes or changes the post in that department; DELETE takes back what was entered wrongly. */
export interface SavePost extends Change {
  post: string
  roles: Role[]
  to: string | null
  deputy: string | null
}

/** PUT /api/people/:id/absences/:from makes or changes a leave; DELETE takes it back. */
export interface SaveAbsence extends Change {
  to: string
  reason: string
}

/** PUT /api/handover-rule */
export type SaveHandoverRule = Change & HandoverRule

/** GET /api/organisation/changes?cursor= (admin) answers Page<OrganisationChange>, newest first. */
export interface OrganisationChange {
  revision: number
  at: string
  by: string
  what: 'department' | 'person' | 'post' | 'absence' | 'rule'
  /** Name of what was changed, as it was then. */
  subject: string
  /** Null: it was not there before, or is not any more. Never a password. */
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
