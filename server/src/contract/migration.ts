/** How running cases go over to another version; what is not named goes to its own id. */
export interface MigrationPlan {
  elements?: Record<string, string>
  flows?: Record<string, string>
  ends?: string[]
  dropTokens?: string[]
  dropCompensation?: string[]
  variables?: Record<string, unknown>
  mappings?: { source: string; target: string }[]
}

/** GET /api/processes/:id/migrations/mapping?from=&to= (admin) */
export interface MigrationMapping {
  from: number
  to: number
  /** Elements of the old version at which something lives now, then the others, in the order of the drawing. */
  elements: MappedElement[]
  /** Running cases of the old version. */
  running: number
  /** Tokens that wait at joins: gateway and flow of the old version, in words the step that the flow comes from. */
  tokens: { gateway: string; flow: string; name: string; count: number }[]
  /** Flows of the new version into its gateways: where such tokens can go. */
  flows: { id: string; gateway: string; name: string }[]
}

export interface MappedElement {
  element: string
  name: string
  type: string
  /** Live instances and waiting tokens, in the cases that were counted. */
  live: number
  to?: string
  by: 'id' | 'structure' | 'nothing'
  candidates: { id: string; name: string }[]
}

export type MigrationState = 'trying' | 'tried' | 'running' | 'paused' | 'done'
/** Before the run: `moves`, `choice`, `cannot`; after it: `moved`, `stayed`; `over`: it ended meanwhile. */
export type MigrationOutcome = 'waiting' | 'moves' | 'choice' | 'cannot' | 'moved' | 'stayed' | 'over'

/**
 * POST /api/processes/:id/migrations (admin) begins a dry run over a copy of every live case: 201 Migration. GET
 * /api/migrations/:id tells how far it is; POST /api/migrations/:id/run (202) does what the dry run says, case by case, `pause`
 * and `run` again go on where it stood, `undo` (201) makes the migration back for the cases that lose nothing by it.
 */
export interface PlanMigration {
  from: number
  to: number
  plan: MigrationPlan
  reason: string
  /** Only these cases; default all that run on `from`. */
  cases?: string[]
}

export interface Migration {
  id: string
  processId: string
  from: number
  to: number
  plan: MigrationPlan
  reason: string
  by: string
  createdAt: string
  state: MigrationState
  total: number
  counts: Partial<Record<MigrationOutcome, number>>
  /** Cases that went over and can go back without losing anything. */
  undoable: number
  /** The migration that this one takes back. */
  undoes?: string
}

/** GET /api/migrations/:id/cases?outcome=&cursor= answers a page of these. */
export interface MigratedCase {
  caseId: string
  caseNo: string
  title: string
  outcome: MigrationOutcome
  /** What stands in its way. */
  problems: { outcome: 'choice' | 'cannot'; code: string; element: string; words: string; remedy: string }[]
  /** What changes besides the version, e.g. `timer.renewed`, `wait.dropped`, with the element concerned. */
  notes: { code: string; element: string; elementName: string }[]
  lossless: boolean
}

/**
 * GET /api/migrations/:id/problems: what stands in the way of cases, each kind once, that of most cases first. Solving one in
 * the plan solves it for all of its cases.
 */
export interface MigrationObstacle {
  outcome: 'choice' | 'cannot'
  code: string
  element: string
  elementName: string
  words: string
  remedy: string
  /** Cases that it stops. */
  cases: number
}

/** POST /api/migrations/:id/run { except?: ids that stay where they are } */
export interface RunMigration {
  except?: string[]
}
