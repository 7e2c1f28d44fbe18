import type { Committing, Runtime, Transaction } from '@lianban/engine/runtime'
import type { State, Variables } from '@lianban/engine'
import type { Insertable } from 'kysely'
import { prepared } from '../prepared.ts'
import { tablesOf, type ServerTables } from '../tables.ts'

const at = (variables: Variables | undefined, path: string | undefined): string => {
  let value: unknown = variables
  for (const part of path?.split('.') ?? ['']) value = (value as Record<string, unknown> | null | undefined)?.[part]
  return typeof value === 'string' ? value : ''
}

export const stateOf = (state: State): 'running' | 'completed' | 'terminated' | 'incident' | 'suspended' => {
  if (state.status !== 'active') return state.status
  if (state.suspended) return 'suspended'
  for (const { incident } of state.instances.values()) if (incident) return 'incident'
  return 'running'
}

type Row = Insertable<ServerTables['case_list']>
type Change = Pick<Row, 'case_id' | 'version' | 'status' | 'state' | 'ended_at'>

const insert = prepared((db, row: Row) => db.insertInto('case_list').values(row))
const update = prepared((db, { case_id, ...row }: Change) =>
  db.updateTable('case_list').set(row).where('case_id', '=', case_id),
)

/**
 * Keeps `case_list` in step with the engine, in its transactions. A process names the variables for a case's title and
 * applicant in its `zeebe:properties` `case.title` and `case.applicant`.
 */
export const projectCases =
  (runtime: () => Runtime) =>
  async (transaction: Transaction, { caseId, businessKey, state, events }: Committing): Promise<void> => {
    const db = tablesOf(transaction.sql)
    const row = {
      version: state.version,
      status: state.businessStatus ?? '',
      state: stateOf(state),
      ended_at: state.status === 'active' ? null : state.at,
    }
    if (events[0]?.event.type === 'caseStarted') {
      const { properties } = (await runtime().graph(state.process, state.version)).nodes[0]!
      const variables = state.instances.get(1)?.variables
      const title = at(variables, properties['case.title']) || businessKey
      const applicant = at(variables, properties['case.applicant'])
      const { process } = state
      const fresh = {
        case_id: caseId,
        case_no: businessKey,
        title,
        applicant,
        process,
        received_at: events[0].at,
      }
      transaction.later(insert(db, { ...fresh, ...row }))
    } else if (events.some(({ event }) => /^(status|case|incident|element)/.test(event.type))) {
      transaction.later(update(db, { ...row, case_id: caseId }))
    }
  }
