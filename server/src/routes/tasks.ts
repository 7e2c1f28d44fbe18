import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { Server } from '../context.ts'
import { countTasks, listTasks } from '../inbox/boxes.ts'
import { claimOrRelease, completeTask, saveDraft, taskDetail } from '../inbox/inbox.ts'
import { previewTask } from '../inbox/preview.ts'
import { data, idempotencyKey, input, reading } from '../input.ts'
import { ApiError } from '../problem.ts'

const boxes = z.enum(['mine', 'department', 'done'])
const limits = z.coerce.number().int().min(1).max(200)
const revise = z.object({ revision: z.number().int() })
const completion = revise.extend({ data })

export function taskRoutes(server: Server) {
  const routes = new Hono<SignedIn>()
  routes.use(server.sessions.require())

  routes.get('/', async (c) => {
    const box = boxes.safeParse(c.req.query('box') ?? 'mine')
    if (!box.success)
      throw new ApiError(
        400,
        'box-unknown',
        `Expected box to be mine, department or done, but it is ${c.req.query('box')}`,
      )
    const limit = limits.safeParse(c.req.query('limit') ?? 50)
    if (!limit.success)
      throw new ApiError(
        400,
        'limit-invalid',
        `Expected limit to be a number from 1 to 200, but it is ${c.req.query('limit')}`,
      )
    const { cursor, q } = c.req.query()
    return c.json(await listTasks(reading(server, c), c.get('actor'), { box: box.data, limit: limit.data, cursor, q }))
  })
  routes.get('/counts', async (c) => c.json(await countTasks(server, c.get('actor'))))
  routes.get('/:id', async (c) => c.json(await taskDetail(reading(server, c), c.get('actor'), c.req.param('id'))))
  for (const verb of ['claim', 'release'] as const) {
    routes.post(`/:id/${verb}`, async (c) => {
      const { revision } = await input(c, revise)
      return c.json(
        await claimOrRelease(reading(server, c), c.get('actor'), c.req.param('id'), `${verb}Task`, revision),
      )
    })
  }
  routes.put('/:id/draft', async (c) => {
    const draft = await input(c, z.object({ data }))
    await saveDraft(server, c.get('actor'), c.req.param('id'), draft.data)
    return c.body(null, 204)
  })
  routes.post('/:id/preview', async (c) => {
    const asked = reading(server, c)
    return c.json(await previewTask(asked, c.get('actor'), c.req.param('id'), await input(c, completion)))
  })
  routes.post('/:id/complete', async (c) => {
    const actor = c.get('actor')
    const id = c.req.param('id')
    const request = idempotencyKey(c, `complete:${actor.id}:${id}`)
    return c.json(await completeTask(reading(server, c), actor, id, await input(c, completion), request))
  })
  return routes
}
