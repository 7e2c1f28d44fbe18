import type { Correction, CorrectionInstruction } from '@lianban/server/contract'
import { readJson, readVariables } from './jsonText.ts'

export type Kind = Correction['do']
/** An instruction as it is being put together: `details` is the JSON of the variables with which an element begins. */
export type Planned = CorrectionInstruction & { details?: string }

/** A correction as it is being put together. */
export interface Draft {
  kind: Kind
  reason: string
  instructions: Planned[]
  /** Event of the record before which the case is put back to. */
  before: number | null
  incident: number | null
  /** Key of the instance whose variables are corrected; null for those of the case. */
  place: number | null
  /** JSON text of each variable that is changed. */
  changes: Record<string, string>
}

export const emptyDraft = (kind: Kind): Draft => ({
  kind,
  reason: '',
  instructions: [],
  before: null,
  incident: null,
  place: null,
  changes: {},
})

/** The correction, or what is missing for it. */
export function correctionOf(draft: Draft): Correction | 'reason' | 'choice' | 'json' {
  const { kind, before, incident, place, changes, instructions } = draft
  const reason = draft.reason.trim()
  const withReason = <T extends Correction>(correction: T): T | 'reason' => (reason === '' ? 'reason' : correction)
  switch (kind) {
    case 'cancel':
    case 'suspend':
    case 'goOn':
      return withReason({ do: kind, reason })
    case 'restart':
      return before === null ? 'choice' : withReason({ do: kind, before, reason })
    case 'retryIncident':
      return incident === null ? 'choice' : withReason({ do: kind, key: incident, reason })
    case 'setVariables': {
      const entries = Object.entries(changes)
      const read = entries.map(([name, text]) => [name, readJson(text)] as const)
      if (entries.length === 0) return 'choice'
      if (read.some(([name, one]) => name === '' || !one.ok)) return 'json'
      const variables = Object.fromEntries(read.map(([name, one]) => [name, one.ok ? one.value : null]))
      return withReason({ do: kind, variables, ...(place === null ? {} : { key: place }), reason })
    }
    case 'modify': {
      if (instructions.length === 0) return 'choice'
      const ready = instructions.map(readied)
      if (ready.includes(undefined)) return 'json'
      return withReason({ do: kind, instructions: ready as CorrectionInstruction[], reason })
    }
  }
}

function readied({ details = '', ...instruction }: Planned): CorrectionInstruction | undefined {
  if (instruction.do !== 'activate') return instruction
  const read = readVariables(details)
  if (!read.ok) return undefined
  return Object.keys(read.value).length > 0 ? { ...instruction, variables: read.value } : instruction
}

const sameAs = (one: CorrectionInstruction) => (other: CorrectionInstruction) =>
  (one.do === 'terminate' && other.do === 'terminate' && one.key === other.key) ||
  (one.do === 'dropToken' && other.do === 'dropToken' && one.scope === other.scope && one.flow === other.flow)

/** Another instruction; to end the same thing twice is once. */
export const withInstruction = (instructions: readonly Planned[], one: CorrectionInstruction): Planned[] =>
  instructions.some(sameAs(one)) ? [...instructions] : [...instructions, one]
