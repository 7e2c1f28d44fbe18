import type { Command } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { Correction } from '../contract/index.ts'
import { ApiError } from '../problem.ts'

/** The engine's command for a correction of this case. */
export async function commandOf(
  runtime: Runtime,
  caseId: string,
  correction: Correction,
  by: string,
): Promise<Command> {
  const { reason } = correction
  switch (correction.do) {
    case 'cancel':
      return { type: 'cancel', reason: reasonOf(reason), by }
    case 'suspend':
      return { type: 'suspend', reason, by }
    case 'goOn':
      return { type: 'goOn', reason, by }
    case 'setVariables': {
      const { key, variables } = correction
      const place = key === undefined ? {} : { key }
      return { type: 'setVariables', variables: variables as never, ...place, reason: reasonOf(reason), by }
    }
    case 'modify': {
      const { instructions, variables } = correction
      const set = variables === undefined ? {} : { variables: variables as never }
      return { type: 'modify', instructions: instructions as never, ...set, reason, by }
    }
    case 'restart': {
      const point = await runtime.pointBefore(caseId, correction.before)
      if (!point) {
        throw new ApiError(409, 'nothing-to-do', `Case ${caseId} has no point before event ${correction.before}`, {
          remedy: 'Choose a later step of its record',
        })
      }
      return { type: 'restart', point, reason, by }
    }
    case 'retryIncident':
      return { type: 'resolveIncident', key: correction.key, retries: 3, by }
  }
}

function reasonOf(reason: string): string {
  if (reason.trim() !== '') return reason
  throw new ApiError(409, 'reason-missing', 'A correction needs a reason', { remedy: 'Write the reason' })
}
