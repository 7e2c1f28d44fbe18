import type { Context } from 'hono'
import { z } from 'zod'
import type { Server } from './context.ts'
import { ApiError } from './problem.ts'

/** The request's JSON in the shape that the route expects; anything else is a 400 that names the place. */
export async function input<T extends z.ZodType>(c: Context, schema: T): Promise<z.infer<T>> {
  const text = await c.req.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new ApiError(400, 'json-malformed', 'Expected a JSON body, but it cannot be parsed', {
      remedy: 'Send application/json',
    })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }))
  const detail = fields.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; ')
  throw new ApiError(400, 'body-invalid', detail, { fields, remedy: 'Send the fields that the API describes' })
}

/** The query in the shape that the route expects; empty values count as absent. */
export function queryOf<T extends z.ZodType>(query: Record<string, string>, shape: T): z.infer<T> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
  const parsed = shape.safeParse(given)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new ApiError(400, 'query-invalid', detail, { remedy: 'Send what the API describes' })
}

export const data = z.record(z.string(), z.unknown())

/** The server for one request: Chinese unless English is what the reader asks for first. */
export const reading = (server: Server, c: Context): Server => {
  const locale = /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh-CN'
  return { ...server, locale }
}

/** The key with which a client may repeat a request; at most 200 visible characters. */
export function idempotencyKey(c: Context, scope: string): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ApiError(400, 'idempotency-key-invalid', 'Expected an Idempotency-Key of 1 to 200 visible characters')
  }
  return `${scope}:${key}`
}
