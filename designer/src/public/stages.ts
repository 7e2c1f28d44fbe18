/** The way of an application in five steps that everybody knows. */
export const stages = ['received', 'accepted', 'review', 'decided', 'delivered'] as const

export type Stage = (typeof stages)[number]

const stageOfStatus: Record<string, Stage> = {
  received: 'received',
  supplementing: 'received',
  supplemented: 'received',
  accepted: 'accepted',
  deemedAccepted: 'accepted',
  underReview: 'review',
  specialProcedure: 'review',
  approved: 'decided',
  approvedWithGap: 'decided',
  refused: 'decided',
  delivered: 'delivered',
}

/** How far a status has come; undefined for those that end early or that a process invented. */
export const stageOf = (status: string): Stage | undefined => stageOfStatus[status]
