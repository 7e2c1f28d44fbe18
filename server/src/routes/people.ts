import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { Server } from '../context.ts'
import { input, queryOf } from '../input.ts'
import { dropAbsence, saveAbsence } from '../people/organisation/absences.ts'
import { changesOf } from '../people/organisation/changes.ts'
import { saveDepartment } from '../people/organisation/departments.ts'
import { savePerson } from '../people/organisation/persons.ts'
import { dropPost, savePost } from '../people/organisation/posts.ts'
import { saveHandoverRule } from '../people/organisation/rule.ts'
import { organisation } from '../people/organisation/view.ts'
import { ApiError } from '../problem.ts'

const revision = z.number().int().min(0)
const day = z.iso.date()
/** What stands in drawings, records and addresses. */
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,39}$/)
const words = (longest: number) => z.string().trim().min(1).max(longest)
const roles = z.array(z.enum(['admin', 'window', 'officer', 'supervisor', 'head', 'leader'])).min(1)

const department = z.object({ revision, name: words(100), superior: code.nullable() })
const person = z.object({ revision, name: words(50), password: z.string().min(8).max(500).exactOptional() })
const post = z.object({ revision, post: words(100), roles, to: day.nullable(), deputy: z.string().max(100).nullable() })
const absence = z.object({ revision, to: day, reason: words(200) })
const rule = z.object({
  revision,
  absent: z.boolean(),
  unclaimed: z.boolean(),
  halfDays: z.number().int().min(1).max(20),
})
const seen = z.object({ revision: z.coerce.number().int().min(0) })
const paged = z.object({ cursor: z.coerce.number().int().min(1).optional() })

/** A part of the address in the shape that the route expects. */
function part(value: string, shape: z.ZodType<string>, name: string): string {
  if (shape.safeParse(value).success) return value
  throw new ApiError(400, 'address-invalid', `${value} is no ${name}`, {
    remedy: 'Codes are Latin letters, digits, dots and hyphens; days are YYYY-MM-DD',
  })
}

export function peopleRoutes(server: Server) {
  const { people, sessions } = server
  const routes = new Hono<SignedIn>()
  const overseers = sessions.require('admin', 'supervisor')
  const admins = sessions.require('admin')

  routes.get('/departments', sessions.require(), async (c) => c.json(await people.departments()))
  routes.get('/people', overseers, async (c) => c.json(await people.all()))
  routes.get('/organisation', overseers, async (c) => c.json(await organisation(server)))
  routes.get('/organisation/changes', admins, async (c) =>
    c.json(await changesOf(server, queryOf(c.req.query(), paged).cursor)),
  )
  routes.put('/departments/:code', admins, async (c) => {
    const wanted = part(c.req.param('code'), code, 'code of a department')
    return c.json(await saveDepartment(server, c.get('actor'), wanted, await input(c, department)))
  })
  routes.put('/people/:id', admins, async (c) => {
    const wanted = part(c.req.param('id'), code, 'account')
    const { name, revision: at, password } = await input(c, person)
    const save = { revision: at, name, ...(password === undefined ? {} : { password }) }
    return c.json(await savePerson(server, c.get('actor'), wanted, save))
  })
  const postKey = ({ id, code: of, from }: { id: string; code: string; from: string }) => ({
    person: id,
    department: of,
    from: part(from, day, 'day'),
  })
  routes.put('/people/:id/posts/:code/:from', admins, async (c) =>
    c.json(await savePost(server, c.get('actor'), postKey(c.req.param()), await input(c, post))),
  )
  routes.delete('/people/:id/posts/:code/:from', admins, async (c) => {
    const { revision: at } = queryOf(c.req.query(), seen)
    return c.json(await dropPost(server, c.get('actor'), postKey(c.req.param()), at))
  })
  routes.put('/people/:id/absences/:from', admins, async (c) => {
    const from = part(c.req.param('from'), day, 'day')
    return c.json(await saveAbsence(server, c.get('actor'), c.req.param('id'), from, await input(c, absence)))
  })
  routes.delete('/people/:id/absences/:from', admins, async (c) => {
    const { revision: at } = queryOf(c.req.query(), seen)
    const from = part(c.req.param('from'), day, 'day')
    return c.json(await dropAbsence(server, c.get('actor'), c.req.param('id'), from, at))
  })
  routes.put('/handover-rule', admins, async (c) =>
    c.json(await saveHandoverRule(server, c.get('actor'), await input(c, rule))),
  )
  return routes
}
