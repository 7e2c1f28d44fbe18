import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { Server } from './context.ts'
import type { Metrics } from './observe/metrics.ts'
import { observed, requestId } from './observe/requests.ts'
import { ApiError, respond } from './problem.ts'
import { almanacRoutes } from './routes/almanac.ts'
import { caseRoutes } from './routes/cases.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { migrationRoutes } from './routes/migrations.ts'
import { peopleRoutes } from './routes/people.ts'
import { processRoutes } from './routes/processes.ts'
import { publicRoutes } from './routes/public.ts'
import { sessionRoutes } from './routes/session.ts'
import { supervisionRoutes } from './routes/supervision.ts'
import { systemRoutes } from './routes/system.ts'
import { taskRoutes } from './routes/tasks.ts'
import { webApp } from './staticFiles.ts'

const largestBody = 12 * 1024 * 1024

export interface Observers {
  readonly log: Logger
  readonly metrics: Metrics
  /** What a scraper must show; without one everybody who reaches the port may look. */
  readonly metricsToken?: string | undefined
}

/** Every route of the server. */
export function createApp(server: Server, { log, metrics, metricsToken }: Observers): Hono {
  const app = new Hono()
  app.use('/api/*', observed(log, metrics))
  app.use(secureHeaders())
  app.use('/api/*', async (c, next) => {
    // A page of another origin cannot make the browser's session act.
    const origin = c.req.header('origin')
    if (c.req.method !== 'GET' && origin !== undefined && new URL(origin).host !== c.req.header('host')) {
      throw new ApiError(403, 'other-origin', 'Requests from pages of another origin are refused')
    }
    await next()
  })
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw new ApiError(413, 'body-too-large', `The body is larger than ${largestBody / 1024 / 1024} MB`, {
          remedy: 'Send less at once',
        })
      },
    }),
  )

  app.get('/metrics', async (c) => {
    if (metricsToken !== undefined && c.req.header('authorization') !== `Bearer ${metricsToken}`) {
      throw new ApiError(401, 'metrics-token', 'The metrics need the bearer token of METRICS_TOKEN')
    }
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
  })
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    await server.runtime.store.setting('ready')
    return c.json({ status: 'ready' })
  })
  app.route('/api', systemRoutes(server))
  app.route('/api/session', sessionRoutes(server))
  app.route('/api', peopleRoutes(server))
  app.route('/api', caseRoutes(server))
  app.route('/api', correctionRoutes(server))
  app.route('/api', migrationRoutes(server))
  app.route('/api', almanacRoutes(server))
  app.route('/api/processes', processRoutes(server))
  app.route('/api/tasks', taskRoutes(server))
  app.route('/api/supervision', supervisionRoutes(server))
  app.route('/api/public', publicRoutes(server))
  app.all('/api/*', (c) => {
    throw new ApiError(404, 'no-such-route', `There is no ${c.req.method} ${c.req.path}`)
  })
  app.get('*', webApp)

  app.onError((error, c) => {
    if (error instanceof ApiError) return respond(c, error)
    log.error({ err: error, requestId: requestId(), doing: `${c.req.method} ${c.req.path}` }, 'unexpected trouble')
    return respond(
      c,
      new ApiError(500, 'internal', 'Something went wrong in the server', {
        remedy: 'Try again; if it stays, tell the operator',
      }),
    )
  })
  return app
}
