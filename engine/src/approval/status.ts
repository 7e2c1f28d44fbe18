/**
 * Business states of a case, after the construction-approval data standard: code -> national number (1 接件 … 15 撤销).
 * `notRequired`, `deemedAccepted` and `delivered` refine 4, 3 and 11; exports fold them back.
 */
export const caseStatus: Readonly<Record<string, number>> = Object.freeze({
  received: 1,
  withdrawn: 2,
  accepted: 3,
  deemedAccepted: 3,
  notRequired: 4,
  notAccepted: 5,
  supplementing: 6,
  supplemented: 7,
  underReview: 8,
  specialProcedure: 9,
  approved: 11,
  approvedWithGap: 12,
  refused: 13,
  delivered: 11,
  withdrawnByApplicant: 14,
  revoked: 15,
})
