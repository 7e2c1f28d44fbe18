import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { isTimeProblem, parseDuration, parseInstant, addDuration } from '@lianban/engine'
import type { SignedIn } from '../auth/session.ts'
import type { Clock, ClockMoved, Info, LiveChange } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import { input } from '../input.ts'
import { ApiError } from '../problem.ts'

const move = z.union([z.object({ to: z.string() }).strict(), z.object({ advance: z.string() }).strict()])
const heartbeat = 25_000

export function systemRoutes(server: Server) {
  const { runtime, sessions, people, live, demo, version } = server
  const routes = new Hono<SignedIn>()

  routes.get('/info', async (c) => {
    const accounts = demo
      ? (await people.all()).map(({ account, name, department, roles }) => ({
          account,
          name,
          department: department.name,
          roles,
        }))
      : []
    return c.json<Info>({ name: '联办', version, demo, now: iso(runtime.clock.now()), accounts })
  })

  routes.get('/clock', sessions.require(), (c) => c.json<Clock>({ now: iso(runtime.clock.now()), demo }))

  routes.post('/clock', sessions.require('admin'), async (c) => {
    if (!demo)
      throw new ApiError(409, 'clock-fixed', 'The clock can be moved in demo mode only', {
        remedy: 'Start with LIANBAN_DEMO=1 on an empty data directory',
      })
    const wanted = await input(c, move)
    const now = runtime.clock.now()
    const to =
      'to' in wanted
        ? parseInstant(wanted.to, runtime.calendar.zone)
        : later(now, wanted.advance, runtime.calendar.zone)
    if (isTimeProblem(to)) throw new ApiError(400, 'time-invalid', to.problem)
    if (to < now)
      throw new ApiError(409, 'clock-backwards', `The clock stands at ${iso(now)} and only moves forward`, {
        remedy: 'Name a later time',
      })
    if (to > now + 5 * 366 * 86_400_000)
      throw new ApiError(400, 'time-too-far', 'The clock moves at most five years at once')
    const fired = await runtime.advance(to)
    // Answer only when the clock's new place is durable: it is saved by a transaction before this one.
    await runtime.transaction(async () => {})
    live.tell({ topic: 'clock' })
    return c.json<ClockMoved>({ now: iso(runtime.clock.now()), demo, fired })
  })

  routes.get('/live', sessions.require(), (c) =>
    streamSSE(c, async (stream) => {
      const send = (change: LiveChange): void => void stream.writeSSE({ event: 'change', data: JSON.stringify(change) })
      const stop = live.listen(send)
      stream.onAbort(stop)
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: 'beat', data: '' })
        await stream.sleep(heartbeat)
      }
      stop()
    }),
  )
  return routes
}

function later(now: number, advance: string, zone: string) {
  const duration = parseDuration(advance)
  return isTimeProblem(duration) ? duration : addDuration(now, duration, zone)
}
