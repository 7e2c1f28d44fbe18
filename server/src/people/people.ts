import { dayOf } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { Department, Me, Person, Role } from '../contract/index.ts'
import type { ServerDb } from '../tables.ts'
import { inForce } from './inForce.ts'

/** Somebody at the moment of acting: the posts that are in force today. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly departments: readonly Department[]
  readonly posts: readonly Post[]
}

export interface Post {
  readonly department: Department
  readonly post: string
  readonly roles: readonly Role[]
}

/** Whose inboxes the actor sees as the department's. */
export const groupsOf = (actor: Actor): string[] => actor.departments.map(({ code }) => `group:${code}`)

export const meOf = ({ id, name, roles, departments }: Actor): Me => ({
  id,
  name,
  roles: [...roles],
  departments: [...departments],
})

export class People {
  readonly #runtime: Runtime
  readonly #db: ServerDb

  constructor(runtime: Runtime, db: ServerDb) {
    this.#runtime = runtime
    this.#db = db
  }

  credentials(account: string): Promise<{ id: string; password: string } | undefined> {
    return this.#db.selectFrom('people').select(['id', 'password']).where('account', '=', account).executeTakeFirst()
  }

  async actor(id: string): Promise<Actor | undefined> {
    const rows = await this.#inForce().where('people.id', '=', id).execute()
    const first = rows[0]
    if (!first) return undefined
    return {
      id,
      name: first.name,
      roles: [...new Set(rows.flatMap((row) => JSON.parse(row.roles) as Role[]))],
      departments: rows.map((row) => ({ code: row.department, name: row.department_name })),
      posts: rows.map((row) => ({
        department: { code: row.department, name: row.department_name },
        post: row.post,
        roles: JSON.parse(row.roles) as Role[],
      })),
    }
  }

  async all(): Promise<Person[]> {
    const rows = await this.#inForce().orderBy('people.account').execute()
    return rows.map((row) => ({
      id: row.id,
      account: row.account,
      name: row.name,
      post: row.post,
      department: { code: row.department, name: row.department_name },
      roles: JSON.parse(row.roles) as Role[],
    }))
  }

  departments(): Promise<Department[]> {
    return this.#db.selectFrom('departments').select(['code', 'name']).orderBy('code').execute()
  }

  /** Names for display, of those too who hold no post any more; a person's department is the one of their latest post. */
  async names(): Promise<{
    person: (id: string) => string
    department: (code: string) => string
    departmentOf: (id: string) => string
  }> {
    const [known, listed, posts] = await Promise.all([
      this.#db.selectFrom('people').select(['id', 'name']).execute(),
      this.departments(),
      this.#db.selectFrom('posts').select(['person_id', 'department']).orderBy('from_day').execute(),
    ])
    const people = new Map(known.map(({ id, name }) => [id, name]))
    const departments = new Map(listed.map(({ code, name }) => [code, name]))
    const latest = new Map(posts.map(({ person_id, department }) => [person_id, department]))
    const department = (code: string): string => departments.get(code) ?? code
    return {
      person: (id) => people.get(id) ?? id,
      department,
      departmentOf: (id) => department(latest.get(id) ?? id),
    }
  }

  #inForce() {
    const today = dayOf(this.#runtime.clock.now(), this.#runtime.calendar.zone)
    return this.#db
      .selectFrom('people')
      .innerJoin('posts', 'posts.person_id', 'people.id')
      .innerJoin('departments', 'departments.code', 'posts.department')
      .select([
        'people.id',
        'people.account',
        'people.name',
        'posts.post',
        'posts.roles',
        'posts.department',
        'departments.name as department_name',
      ])
      .where(inForce(today))
  }
}
