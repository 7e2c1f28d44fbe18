import { dayOf } from '@lianban/engine'
import { initialData, validateForm } from '@lianban/forms'
import type { Filed, Filing } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { ApiError, notFound } from '../problem.ts'
import { trackingCode } from '../tracking/trackingCode.ts'
import { startForm } from './forms.ts'
import { processName } from './modelNames.ts'
import { refused } from './refused.ts'
import { resourcesOf } from './resources.ts'
import type { Actor } from '../people/people.ts'

/** What can be filed at the one window: every published process whose start event has a form. */
export async function filings({ runtime, locale }: Server): Promise<Filing[]> {
  const definitions = await runtime.store.definitions()
  const found = await Promise.all(
    definitions.map(async (definition) => {
      const graph = await runtime.graph(definition.process, definition.version)
      const form = startForm(graph, resourcesOf(definition))
      return form
        ? [{ processId: definition.process, name: processName(graph, locale), version: definition.version, form }]
        : []
    }),
  )
  return found.flat()
}

export interface FileRequest {
  readonly processId: string
  readonly data: Record<string, unknown>
}

/** Receives an application (接件): number, tracking code and the first step of the process in one transaction. */
export async function fileCase(
  server: Server,
  actor: Actor,
  { processId, data }: FileRequest,
  request?: string,
): Promise<Filed> {
  const { runtime, secret, locale } = server
  const filing = (await filings(server)).find((candidate) => candidate.processId === processId)
  if (!filing) throw notFound('process', processId)
  const checked = validateForm(filing.form, data, { locale, initial: initialData(filing.form, {}) })
  if (!checked.ok) {
    throw new ApiError(422, 'form-invalid', 'The application is not complete', {
      fields: checked.fields,
      remedy: 'Correct the fields named',
    })
  }
  const { properties } = (await runtime.graph(processId, filing.version)).nodes[0]!
  const item = properties['item.code'] ?? processId
  const outcome = await runtime.start({
    process: processId,
    version: filing.version,
    by: actor.id,
    variables: checked.data as never,
    ...(request ? { request } : {}),
    async prepare(transaction, at) {
      const receivedOn = dayOf(at, runtime.calendar.zone)
      const day = receivedOn.replaceAll('-', '')
      const serial = await transaction.serial(`${item}${day}`)
      // GB/T 39046: the item's code, the day, a serial of four digits.
      const caseNo = `${item}${day}${String(serial).padStart(4, '0')}`
      return { businessKey: caseNo, variables: { caseNo, receivedOn } }
    },
  })
  if (!outcome.ok) throw refused(outcome.rejection)
  const row = await runtime.store.case(outcome.caseId)
  const caseNo = outcome.businessKey
  const receivedOn = dayOf(row!.startedAt, runtime.calendar.zone)
  return { caseId: outcome.caseId, caseNo, trackingCode: trackingCode(secret, caseNo), receivedOn }
}
