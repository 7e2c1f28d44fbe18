import { Hono } from 'hono'
import { z } from 'zod'
import { RateLimit } from '../auth/rateLimit.ts'
import type { Server } from '../context.ts'
import { documentFile } from '../documents/documents.ts'
import { data, idempotencyKey, input, reading } from '../input.ts'
import { ApiError } from '../problem.ts'
import { completePublicTask, openCase, track, type Key } from '../tracking/tracking.ts'
import { pdfResponse } from './cases.ts'

const key = z.object({ caseNo: z.string().min(1).max(60), code: z.string().min(1).max(40) })

/** Without sign-in: what the applicant sees and does with case number and tracking code. */
export function publicRoutes(server: Server) {
  const routes = new Hono()
  const tries = new RateLimit(5, 60_000)

  async function opened(given: Key): Promise<string> {
    const now = Date.now()
    tries.check(given.caseNo, now)
    try {
      return await openCase(server, given)
    } catch (error) {
      if (error instanceof ApiError) tries.failed(given.caseNo, now)
      throw error
    }
  }

  routes.post('/track', async (c) => c.json(await track(reading(server, c), await opened(await input(c, key)))))
  routes.post('/tasks/:id/complete', async (c) => {
    const wanted = await input(c, key.extend({ revision: z.number().int(), data }))
    const caseId = await opened(wanted)
    const id = c.req.param('id')
    return c.json(await completePublicTask(reading(server, c), caseId, id, wanted, idempotencyKey(c, `public:${id}`)))
  })
  routes.post('/documents/:id', async (c) => {
    const caseId = await opened(await input(c, key))
    return pdfResponse(await documentFile(server, c.req.param('id'), caseId))
  })
  return routes
}
