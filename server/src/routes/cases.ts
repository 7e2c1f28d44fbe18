import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import { caseDetail } from '../cases/caseView.ts'
import { clockDeeds, previewClock } from '../cases/clockDeeds.ts'
import { changeClock, type ClockCommand } from '../cases/clocks.ts'
import { listCases } from '../cases/cases.ts'
import { decisionOf } from '../cases/decisionOf.ts'
import { fileCase, filings } from '../cases/filing.ts'
import { retryIncidents } from '../cases/incidents.ts'
import { refused } from '../cases/refused.ts'
import type { Server } from '../context.ts'
import { documentFile } from '../documents/documents.ts'
import { data, idempotencyKey, input, reading } from '../input.ts'

const day = z.iso.date()
const clockStop = z.object({
  ground: z.string(),
  document: z.string(),
  on: day.exactOptional(),
  until: day.exactOptional(),
})
const clockResumption = z.object({ document: z.string(), on: day.exactOptional() })
const clockExtension = z.object({ days: z.number(), reason: z.string(), authority: z.string() })
const clockTry = z.discriminatedUnion('verb', [
  clockStop.extend({ verb: z.literal('stop') }),
  clockResumption.extend({ verb: z.literal('resume') }),
  clockExtension.extend({ verb: z.literal('extend') }),
])

const application = z.object({ processId: z.string(), data })

export function caseRoutes(server: Server) {
  const { sessions, runtime } = server
  const routes = new Hono<SignedIn>()

  routes.get('/filing', sessions.require('window'), async (c) => c.json(await filings(reading(server, c))))
  routes.get('/cases', sessions.require(), async (c) => {
    const { q, state, cursor } = c.req.query()
    return c.json(await listCases(reading(server, c), { q, state, cursor }))
  })
  routes.post('/cases', sessions.require('window'), async (c) => {
    const actor = c.get('actor')
    const request = idempotencyKey(c, `file:${actor.id}`)
    return c.json(await fileCase(reading(server, c), actor, await input(c, application), request), 201)
  })
  routes.get('/cases/:id', sessions.require(), async (c) =>
    c.json(await caseDetail(reading(server, c), c.req.param('id'))),
  )
  routes.get('/cases/:id/decisions/:seq', sessions.require(), async (c) => {
    const { id, seq } = c.req.param()
    return c.json(await decisionOf(server, id, Number(seq)))
  })
  routes.post('/cases/:id/incidents/:key/retry', sessions.require('admin'), async (c) => {
    const key = Number(c.req.param('key'))
    const outcome = await runtime.dispatch(c.req.param('id'), {
      type: 'resolveIncident',
      key,
      retries: 3,
      by: c.get('actor').id,
    })
    if (!outcome.ok) throw refused(outcome.rejection)
    return c.body(null, 204)
  })
  const under = (c: { req: { param(name: 'id' | 'key'): string } }) => ({
    id: c.req.param('id'),
    key: Number(c.req.param('key')),
  })
  routes.get('/cases/:id/clocks', sessions.require(), async (c) =>
    c.json(await clockDeeds(server, c.get('actor'), c.req.param('id'))),
  )
  routes.post('/cases/:id/clocks/:key/preview', sessions.require(), async (c) => {
    const { id, key } = under(c)
    const [actor, tried] = [c.get('actor'), await input(c, clockTry)]
    return c.json(await previewClock(server, actor, id, commandOf(tried, key, actor.id)))
  })
  routes.post('/cases/:id/clocks/:key/stop', sessions.require(), async (c) => {
    const { id, key } = under(c)
    const [actor, stop] = [c.get('actor'), await input(c, clockStop)]
    await changeClock(server, actor, id, { type: 'stopClock', key, by: actor.id, ...stop })
    return c.body(null, 204)
  })
  routes.post('/cases/:id/clocks/:key/resume', sessions.require(), async (c) => {
    const { id, key } = under(c)
    const [actor, resumption] = [c.get('actor'), await input(c, clockResumption)]
    await changeClock(server, actor, id, { type: 'resumeClock', key, by: actor.id, ...resumption })
    return c.body(null, 204)
  })
  routes.post('/cases/:id/clocks/:key/extend', sessions.require(), async (c) => {
    const { id, key } = under(c)
    const [actor, extension] = [c.get('actor'), await input(c, clockExtension)]
    await changeClock(server, actor, id, { type: 'extendClock', key, by: actor.id, ...extension })
    return c.body(null, 204)
  })
  routes.post('/incidents/retry', sessions.require('admin'), async (c) => {
    const { process } = await input(c, z.object({ process: z.string().optional() }))
    return c.json(await retryIncidents(server, c.get('actor'), process))
  })
  routes.get('/documents/:id', sessions.require(), async (c) =>
    pdfResponse(await documentFile(server, c.req.param('id'))),
  )
  return routes
}

function commandOf({ verb, ...rest }: z.infer<typeof clockTry>, key: number, by: string): ClockCommand {
  return { ...rest, type: `${verb}Clock`, key, by } as ClockCommand
}

export const pdfResponse = ({ number, pdf }: { number: string; pdf: Buffer }): Response =>
  new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(number)}.pdf`,
    },
  })
