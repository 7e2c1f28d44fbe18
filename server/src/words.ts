/** Words of the case statuses (approval/status.ts of the engine), for lists and documents. */
export const statusWords: Readonly<Record<string, { zh: string; en: string }>> = {
  received: { zh: '接件', en: 'Received' },
  withdrawn: { zh: '撤件', en: 'Withdrawn' },
  accepted: { zh: '已受理', en: 'Accepted' },
  deemedAccepted: { zh: '视为受理', en: 'Deemed accepted' },
  notRequired: { zh: '不需许可', en: 'No permit required' },
  notAccepted: { zh: '不予受理', en: 'Not accepted' },
  supplementing: { zh: '补正中', en: 'Awaiting supplements' },
  supplemented: { zh: '已补正', en: 'Supplemented' },
  underReview: { zh: '审查中', en: 'Under review' },
  specialProcedure: { zh: '特别程序', en: 'Special procedure' },
  approved: { zh: '准予许可', en: 'Approved' },
  approvedWithGap: { zh: '容缺通过', en: 'Approved with a gap' },
  refused: { zh: '不予许可', en: 'Refused' },
  delivered: { zh: '已送达', en: 'Delivered' },
  withdrawnByApplicant: { zh: '申请人撤回', en: 'Withdrawn by the applicant' },
  revoked: { zh: '撤销', en: 'Revoked' },
}

export const statusOf = (code: string): { code: string; name: string } => ({
  code,
  name: statusWords[code]?.zh ?? '办理中',
})
