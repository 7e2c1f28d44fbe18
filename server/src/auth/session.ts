import { createHash, randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Runtime } from '@lianban/engine/runtime'
import type { Role } from '../contract/index.ts'
import type { Actor, People } from '../people/people.ts'
import { ApiError } from '../problem.ts'
import { tablesOf, type ServerDb } from '../tables.ts'

const cookie = 'lianban-session'
const lifetime = 12 * 3_600_000

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export interface SignedIn {
  Variables: { actor: Actor }
}

/** Sessions by cookie. They live on the machine's clock, not on the clock that a demonstration moves. */
export class Sessions {
  readonly #runtime: Runtime
  readonly #db: ServerDb
  readonly #people: People

  constructor(runtime: Runtime, db: ServerDb, people: People) {
    this.#runtime = runtime
    this.#db = db
    this.#people = people
  }

  async open(c: Context, personId: string): Promise<void> {
    const token = randomBytes(32).toString('base64url')
    const now = Date.now()
    await this.#runtime.transaction(async ({ sql }) => {
      const row = { token_hash: hashOf(token), person_id: personId, created_at: now, expires_at: now + lifetime }
      await tablesOf(sql).insertInto('sessions').values(row).execute()
    })
    setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: lifetime / 1000 })
  }

  async close(c: Context): Promise<void> {
    const token = getCookie(c, cookie)
    deleteCookie(c, cookie, { path: '/' })
    if (!token) return
    await this.#runtime.transaction(async ({ sql }) => {
      await tablesOf(sql).deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
    })
  }

  async actor(c: Context): Promise<Actor | undefined> {
    const token = getCookie(c, cookie)
    if (!token) return undefined
    const row = await this.#db
      .selectFrom('sessions')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst()
    return row && row.expires_at > Date.now() ? this.#people.actor(row.person_id) : undefined
  }

  /** Lets signed-in people through; with roles, only those who hold one of them now. */
  require(...roles: Role[]): MiddlewareHandler<SignedIn> {
    return async (c, next) => {
      const actor = await this.actor(c)
      if (!actor)
        throw new ApiError(401, 'not-signed-in', 'Nobody is signed in, or the session is over', { remedy: 'Sign in' })
      if (roles.length > 0 && !roles.some((role) => actor.roles.includes(role))) {
        throw new ApiError(403, 'not-allowed', `This needs the role ${roles.join(' or ')}`, {
          remedy: 'Ask an administrator',
        })
      }
      c.set('actor', actor)
      await next()
    }
  }
}
