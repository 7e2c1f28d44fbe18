import type { ExplainedCaseDecision } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { notFound } from '../problem.ts'

/** Why a decision of a case came out as it did. */
export async function decisionOf({ runtime }: Server, caseId: string, seq: number): Promise<ExplainedCaseDecision> {
  const explained = await runtime.explainDecision(caseId, seq)
  if (!explained) throw notFound('decision', `${caseId} ${seq}`)
  return explained as unknown as ExplainedCaseDecision
}
