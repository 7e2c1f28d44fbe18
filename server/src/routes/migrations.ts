import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { PlanMigration } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { data, input, reading } from '../input.ts'
import { mappingOf, planMigration, undoMigration } from '../migrations/planning.ts'
import { migratedCases, migrationOf, migrationsOf, obstaclesOf, rowOf } from '../migrations/report.ts'
import { ApiError } from '../problem.ts'

const names = z.record(z.string(), z.string())
const ids = z.array(z.string())
const version = z.number().int().positive()
const reason = z.string().max(2000)
const planned = z.object({
  from: version,
  to: version,
  plan: z.object({
    elements: names.exactOptional(),
    flows: names.exactOptional(),
    ends: ids.exactOptional(),
    dropTokens: ids.exactOptional(),
    dropCompensation: ids.exactOptional(),
    variables: data.exactOptional(),
    mappings: z.array(z.object({ source: z.string(), target: z.string() })).exactOptional(),
  }),
  reason,
  cases: ids.max(10_000).exactOptional(),
})
const run = z.object({ except: ids.default([]) })

/** Migrations of running cases to another version, for admins. */
export function migrationRoutes(server: Server) {
  const { sessions, migrations } = server
  const routes = new Hono<SignedIn>()
  const admin = sessions.require('admin')

  routes.get('/processes/:id/migrations/mapping', admin, async (c) => {
    const { from, to } = c.req.query()
    return c.json(await mappingOf(reading(server, c), c.req.param('id'), Number(from), Number(to)))
  })
  routes.get('/processes/:id/migrations', admin, async (c) => c.json(await migrationsOf(server, c.req.param('id'))))
  routes.post('/processes/:id/migrations', admin, async (c) => {
    const wanted = (await input(c, planned)) as PlanMigration
    const id = await planMigration(server, c.get('actor'), c.req.param('id'), wanted)
    return c.json(await migrationOf(server, id), 201)
  })
  routes.get('/migrations/:id', admin, async (c) => c.json(await migrationOf(server, c.req.param('id'))))
  routes.get('/migrations/:id/cases', admin, async (c) => {
    const { outcome, cursor } = c.req.query()
    return c.json(await migratedCases(reading(server, c), c.req.param('id'), { outcome, cursor }))
  })
  routes.get('/migrations/:id/problems', admin, async (c) =>
    c.json(await obstaclesOf(reading(server, c), c.req.param('id'))),
  )
  routes.post('/migrations/:id/run', admin, async (c) => {
    const { id, state } = await rowOf(server, c.req.param('id'))
    const { except } = await input(c, run)
    if (state === 'trying') {
      throw new ApiError(409, 'still-trying', 'The dry run has not looked at every case yet', {
        remedy: 'Wait until it is done',
      })
    }
    await migrations.run(id, except)
    return c.json(await migrationOf(server, id), 202)
  })
  routes.post('/migrations/:id/pause', admin, async (c) => {
    const { id } = await rowOf(server, c.req.param('id'))
    await migrations.pause(id)
    return c.json(await migrationOf(server, id))
  })
  routes.post('/migrations/:id/undo', admin, async (c) => {
    const { reason: why } = await input(c, z.object({ reason }))
    const id = await undoMigration(server, c.get('actor'), c.req.param('id'), why)
    return c.json(await migrationOf(server, id), 201)
  })
  return routes
}
