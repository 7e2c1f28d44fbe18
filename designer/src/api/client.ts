import { ApiProblem, problemOf } from './problem.ts'

export interface RequestOptions {
  query?: Record<string, string | number | undefined>
  body?: unknown
  /** Same key, same effect: the server answers a repeated write as it answered the first. */
  idempotencyKey?: string
  /** Lets a last write finish while the page is being closed. */
  keepalive?: boolean
  signal?: AbortSignal
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

let language = 'zh-CN'
let onSignedOut: () => void = () => {}

/** The language that problems are answered in. */
export const speak = (locale: string): void => void (language = locale)

/** Called when a request is refused because nobody is signed in. */
export const whenSignedOut = (listener: () => void): void => void (onSignedOut = listener)

export const get = <T>(path: string, options: RequestOptions = {}): Promise<T> => send<T>('GET', path, options)
export const post = <T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<T> =>
  send<T>('POST', path, { ...options, body })
export const put = <T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<T> =>
  send<T>('PUT', path, { ...options, body })
export const remove = <T>(path: string, options: RequestOptions = {}): Promise<T> => send<T>('DELETE', path, options)

/** A file instead of JSON, e.g. a document as PDF. */
export async function download(path: string, body?: unknown): Promise<Blob> {
  return (await exchange(body === undefined ? 'GET' : 'POST', path, { body })).blob()
}

/** Joins path segments so that an id never changes the shape of the address. */
export const path = (...segments: (string | number)[]): string =>
  '/api/' + segments.map((segment) => encodeURIComponent(segment)).join('/')

async function send<T>(method: Method, address: string, options: RequestOptions): Promise<T> {
  const response = await exchange(method, address, options)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function exchange(method: Method, address: string, options: RequestOptions): Promise<Response> {
  const response = await fetch(address + queryOf(options.query), initOf(method, options)).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiProblem({ status: 0, code: 'network', detail: '' })
  })
  if (response.ok) return response
  if (response.status === 401) onSignedOut()
  throw await problemOf(response)
}

function initOf(method: Method, options: RequestOptions): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language }
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.signal) init.signal = options.signal
  if (options.keepalive) init.keepalive = true
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(options.body)
  }
  return init
}

function queryOf(query: RequestOptions['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length ? '?' + new URLSearchParams(given.map(([key, value]) => [key, String(value)])) : ''
}
