import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { Correction } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { correctCase, correctMany } from '../corrections/corrections.ts'
import { previewCorrection } from '../corrections/preview.ts'
import { caseStructure } from '../corrections/structure.ts'
import { data, idempotencyKey, input, reading } from '../input.ts'

const reason = z.string().max(2000)
const key = z.number().int().positive()
const instruction = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('activate'),
    element: z.string(),
    scope: key.exactOptional(),
    variables: data.exactOptional(),
  }),
  z.object({ do: z.literal('terminate'), key }),
  z.object({ do: z.literal('dropToken'), scope: key, gateway: z.string(), flow: z.string() }),
])
const correction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('cancel'), reason }),
  z.object({ do: z.literal('suspend'), reason }),
  z.object({ do: z.literal('goOn'), reason }),
  z.object({ do: z.literal('setVariables'), variables: data, key: key.exactOptional(), reason }),
  z.object({
    do: z.literal('modify'),
    instructions: z.array(instruction).max(200),
    variables: data.exactOptional(),
    reason,
  }),
  z.object({ do: z.literal('restart'), before: key, reason }),
  z.object({ do: z.literal('retryIncident'), key, reason }),
])
const many = z.object({ cases: z.array(z.string()).min(1).max(500), correction })

/** Corrections of running cases, for admins: one case, or many with an answer for each. */
export function correctionRoutes(server: Server) {
  const { sessions } = server
  const routes = new Hono<SignedIn>()

  routes.get('/cases/:id/corrections', sessions.require('admin'), async (c) =>
    c.json(await caseStructure(reading(server, c), c.req.param('id'))),
  )
  routes.post('/cases/:id/corrections/preview', sessions.require('admin'), async (c) => {
    const wanted = (await input(c, correction)) as Correction
    return c.json(await previewCorrection(reading(server, c), c.get('actor'), c.req.param('id'), wanted))
  })
  routes.post('/cases/:id/corrections', sessions.require('admin'), async (c) => {
    const actor = c.get('actor')
    const wanted = (await input(c, correction)) as Correction
    await correctCase(server, actor, c.req.param('id'), wanted, idempotencyKey(c, `correct:${actor.id}`))
    return c.body(null, 204)
  })
  routes.post('/corrections', sessions.require('admin'), async (c) => {
    const actor = c.get('actor')
    const { cases, correction: wanted } = await input(c, many)
    const request = idempotencyKey(c, `correct:${actor.id}`)
    return c.json(await correctMany(server, actor, cases, wanted as Correction, request))
  })
  return routes
}
