import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { Bundle } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { input } from '../input.ts'
import { ApiError } from '../problem.ts'
import {
  bundleProblems,
  discardDraft,
  draftOf,
  listProcesses,
  processDetail,
  publish,
  saveDraft,
  versionOf,
} from '../publish/processes.ts'

const paragraph = z.object({
  text: z.string(),
  when: z.string().optional(),
  style: z.enum(['heading', 'paragraph', 'item']).optional(),
})
const template = z.object({
  title: z.string(),
  series: z.string(),
  issuer: z.string(),
  public: z.boolean(),
  body: z.array(paragraph),
})
const bundle = z.object({
  bpmn: z.string(),
  forms: z.record(z.string(), z.looseObject({})),
  documents: z.record(z.string(), template),
  decisions: z.record(z.string(), z.string()).default({}),
})
const draft = z.object({ bundle, revision: z.number().int().min(0) })
const release = z.object({ revision: z.number().int().min(0), note: z.string().max(2000) })

export function processRoutes(server: Server) {
  const { sessions } = server
  const routes = new Hono<SignedIn>()
  routes.use(sessions.require('admin'))

  routes.get('/', async (c) => c.json(await listProcesses(server)))
  routes.post('/check', async (c) => {
    const wanted = await input(c, z.object({ bundle }))
    return c.json({ problems: await bundleProblems(server, wanted.bundle as unknown as Bundle) })
  })
  routes.get('/:id', async (c) => c.json(await processDetail(server, c.req.param('id'))))
  routes.get('/:id/versions/:version', async (c) =>
    c.json(await versionOf(server, c.req.param('id'), Number(c.req.param('version')))),
  )
  routes.get('/:id/draft', async (c) => c.json(await draftOf(server, c.req.param('id'))))
  routes.put('/:id/draft', async (c) => {
    const id = c.req.param('id')
    if (!/^[\p{L}_][\p{L}\p{N}_.-]{0,99}$/u.test(id))
      throw new ApiError(400, 'id-invalid', `«${id}» cannot be the id of a process`, {
        remedy: 'Use letters, digits, - and _',
      })
    const wanted = await input(c, draft)
    return c.json(await saveDraft(server, c.get('actor'), id, wanted.bundle as unknown as Bundle, wanted.revision))
  })
  routes.delete('/:id/draft', async (c) => {
    await discardDraft(server, c.req.param('id'))
    return c.body(null, 204)
  })
  routes.post('/:id/publish', async (c) => {
    const { revision, note } = await input(c, release)
    return c.json(await publish(server, c.get('actor'), c.req.param('id'), revision, note), 201)
  })
  return routes
}
