import { Hono } from 'hono'
import { z } from 'zod'
import { limitUnits, type CalendarDefinition, type LimitRule } from '@lianban/engine'
import { attempts } from '../almanac/attempts.ts'
import { almanacView, changesOf, derivationOf, importYear, saveCalendar } from '../almanac/calendars.ts'
import { saveRule } from '../almanac/limits.ts'
import { previewCalendar } from '../almanac/preview.ts'
import type { SignedIn } from '../auth/session.ts'
import type { Server } from '../context.ts'
import { input } from '../input.ts'
import { ApiError } from '../problem.ts'

const day = z.iso.date()
const year = z.object({
  off: z.array(day).max(366),
  work: z.array(day).max(366),
  half: z
    .array(z.object({ day, off: z.enum(['morning', 'afternoon']) }))
    .max(366)
    .exactOptional(),
  source: z.string().max(500),
})
const calendar = z.object({
  code: z.string().max(20),
  name: z.string().max(100),
  zone: z.literal('Asia/Shanghai'),
  base: z.string().max(20).exactOptional(),
  hours: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .max(6)
    .exactOptional(),
  years: z.record(z.string().regex(/^(19|20|21)\d\d$/), year),
})
const revision = z.number().int().min(0)
const rule = z.object({
  id: z.string().max(40),
  name: z.string().max(200),
  n: z.number(),
  unit: z.enum(limitUnits),
  kind: z.enum(['statutory', 'promised', 'step', 'department']),
  basis: z.string().max(500),
  from: day,
  to: day.exactOptional(),
  roll: z.boolean().exactOptional(),
  minimum: z.literal(true).exactOptional(),
  calendar: z.string().max(20).exactOptional(),
  grounds: z.array(z.string().max(40)).max(30).exactOptional(),
  extension: z
    .object({ days: z.number(), by: z.string().max(40), times: z.number().int().min(1).max(9).exactOptional() })
    .exactOptional(),
})

export function almanacRoutes(server: Server) {
  const { sessions } = server
  const routes = new Hono<SignedIn>()

  routes.get('/almanac', sessions.require(), async (c) => c.json(await almanacView(server)))
  routes.get('/almanac/derivation', sessions.require(), async (c) => c.json(await derivationOf(server)))
  routes.get('/almanac/changes', sessions.require('admin'), async (c) => c.json(await changesOf(server)))
  routes.post('/calendars/preview', sessions.require('admin'), async (c) => {
    const wanted = await input(c, z.object({ calendar }))
    return c.json(await previewCalendar(server, wanted.calendar as CalendarDefinition))
  })
  routes.put('/calendars/:code', sessions.require('admin'), async (c) => {
    const wanted = await input(c, z.object({ revision, calendar }))
    if (wanted.calendar.code !== c.req.param('code'))
      throw new ApiError(400, 'code-differs', 'Expected the code of the address in the calendar too')
    return c.json(await saveCalendar(server, c.get('actor'), wanted.revision, wanted.calendar as CalendarDefinition))
  })
  routes.post('/calendars/:code/import', sessions.require('admin'), async (c) => {
    const wanted = await input(c, z.object({ revision, file: z.unknown() }))
    return c.json(await importYear(server, c.get('actor'), wanted.revision, c.req.param('code'), wanted.file))
  })
  routes.post('/limits', sessions.require('admin'), async (c) => {
    const wanted = await input(c, z.object({ revision, rule }))
    const saved = await saveRule(server, c.get('actor'), wanted.revision, wanted.rule as Omit<LimitRule, 'version'>)
    return c.json(saved, 201)
  })
  routes.get('/attempts', sessions.require('supervisor', 'admin'), async (c) => {
    const { case: caseId, cursor } = c.req.query()
    return c.json(await attempts(server, { caseId, cursor }))
  })
  return routes
}
