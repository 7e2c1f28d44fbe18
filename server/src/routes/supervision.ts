import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { CardAct } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { idempotencyKey, input, reading } from '../input.ts'
import { ApiError } from '../problem.ts'
import { cardDetail, enterCard, listCards } from '../supervision/cards/cards.ts'
import { acts } from '../supervision/cards/life.ts'
import { cardRules, saveRules } from '../supervision/rules/ruleStore.ts'
import { rulesShape } from '../supervision/rules/shape.ts'

const entry = z.object({
  act: z.enum(acts as [CardAct, ...CardAct[]]),
  words: z.string().max(4000),
  revision: z.number().int(),
})
const listed = z.object({
  box: z.enum(['todo', 'open', 'all']).default('todo'),
  colour: z.enum(['blue', 'yellow', 'red']).optional(),
  department: z.string().optional(),
  case: z.string().optional(),
  cursor: z.string().optional(),
})

/** The query in the shape that the route expects; empty values count as absent. */
export function queryOf<T extends z.ZodType>(query: Record<string, string>, shape: T): z.infer<T> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
  const parsed = shape.safeParse(given)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new ApiError(400, 'query-invalid', detail, { remedy: 'Send what the API describes' })
}

export function supervisionRoutes(server: Server) {
  const { sessions, db } = server
  const routes = new Hono<SignedIn>()

  routes.get('/cards', sessions.require(), async (c) => {
    const { case: caseId, ...query } = queryOf(c.req.query(), listed)
    return c.json(await listCards(reading(server, c), c.get('actor'), { ...query, caseId }))
  })
  routes.get('/cards/:id', sessions.require(), async (c) =>
    c.json(await cardDetail(reading(server, c), c.get('actor'), c.req.param('id'))),
  )
  routes.post('/cards/:id/entries', sessions.require(), async (c) => {
    const actor = c.get('actor')
    const id = c.req.param('id')
    const request = idempotencyKey(c, `card:${actor.id}:${id}`)
    return c.json(await enterCard(reading(server, c), actor, id, await input(c, entry), request))
  })
  routes.get('/rules', sessions.require('supervisor', 'admin', 'head', 'leader'), async (c) => c.json(await cardRules(db)))
  routes.put('/rules', sessions.require('admin'), async (c) =>
    c.json(await saveRules(server, c.get('actor'), await input(c, rulesShape))),
  )
  return routes
}
