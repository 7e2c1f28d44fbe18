import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'

interface Current {
  readonly requestId: string
}

const current = new AsyncLocalStorage<Current>()
/** Does nothing until the operator loads an SDK of OpenTelemetry before the server. */
const tracer = trace.getTracer('lianban')

/** Id of the request at whose wish this runs; undefined for what the runtime does by itself. */
export const requestId = (): string | undefined => current.getStore()?.requestId

/**
 * Gives every request an id (its own `x-request-id`, if it is a plain one), which goes back in the answer and into every line
 * of the log, counts it and traces it.
 */
export function observed(log: Logger, metrics: Metrics): MiddlewareHandler {
  return (c, next) => {
    const given = c.req.header('x-request-id') ?? ''
    const id = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
    c.header('x-request-id', id)
    const { method, path } = c.req
    const begin = performance.now()
    return tracer.startActiveSpan(`${method} ${path.split('/').slice(0, 3).join('/')}`, async (span) => {
      try {
        await current.run({ requestId: id }, next)
      } finally {
        const took = performance.now() - begin
        const { status } = c.res
        metrics.requested(method, status, took)
        span.setAttributes({ 'http.request.method': method, 'url.path': path, 'http.response.status_code': status })
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
        log.info({ requestId: id, method, path, status, ms: Math.round(took) }, 'request')
      }
    })
  }
}
