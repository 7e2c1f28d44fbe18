import { Hono } from 'hono'
import type { SignedIn } from '../auth/session.ts'
import type { Server } from '../context.ts'

export function peopleRoutes({ people, sessions }: Server) {
  const routes = new Hono<SignedIn>()
  routes.get('/departments', sessions.require(), async (c) => c.json(await people.departments()))
  routes.get('/people', sessions.require('admin', 'supervisor'), async (c) => c.json(await people.all()))
  return routes
}
