import type { Context } from 'hono'
import type { FieldProblem, HttpProblem, ModelProblem } from './contract/index.ts'

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500

interface More {
  remedy?: string
  fields?: FieldProblem[]
  problems?: ModelProblem[]
}

/** Expected trouble on its way to the client as RFC 9457 problem details. */
export class ApiError extends Error {
  readonly problem: HttpProblem
  readonly status: Status

  constructor(status: Status, code: string, detail: string, more: More = {}) {
    super(detail)
    this.status = status
    this.problem = {
      type: `https://lianban.dev/problems/${code}`,
      title: titles[status],
      status,
      code,
      detail,
      ...more,
    }
  }
}

const titles: Record<Status, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Internal error',
}

export const respond = (c: Context, error: ApiError): Response =>
  c.body(JSON.stringify(error.problem), error.status, { 'content-type': 'application/problem+json; charset=utf-8' })

export const notFound = (what: string, id: string): ApiError =>
  new ApiError(404, `no-such-${what}`, `There is no ${what} ${id}`, {
    remedy: 'Check the number, or go back to the list',
  })
