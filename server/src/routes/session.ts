import { Hono } from 'hono'
import { z } from 'zod'
import { passwordMatches } from '../auth/password.ts'
import { RateLimit } from '../auth/rateLimit.ts'
import type { SignedIn } from '../auth/session.ts'
import type { Server } from '../context.ts'
import { input } from '../input.ts'
import { meOf } from '../people/people.ts'
import { ApiError } from '../problem.ts'

const signIn = z.object({ account: z.string().min(1).max(100), password: z.string().max(500) })

export function sessionRoutes({ people, sessions }: Server) {
  const routes = new Hono<SignedIn>()
  const tries = new RateLimit(10, 60_000)

  routes.post('/', async (c) => {
    const { account, password } = await input(c, signIn)
    const now = Date.now()
    tries.check(account, now)
    const known = await people.credentials(account)
    if (!(await passwordMatches(known?.password, password))) {
      tries.failed(account, now)
      throw new ApiError(401, 'wrong-password', 'Account and password do not match', {
        remedy: 'Check both and try again',
      })
    }
    const actor = await people.actor(known!.id)
    if (!actor)
      throw new ApiError(403, 'no-post', 'This person holds no post today', { remedy: 'Ask an administrator' })
    await sessions.open(c, actor.id)
    return c.json(meOf(actor))
  })

  routes.get('/', sessions.require(), (c) => c.json(meOf(c.get('actor'))))

  routes.delete('/', async (c) => {
    await sessions.close(c)
    return c.body(null, 204)
  })
  return routes
}
