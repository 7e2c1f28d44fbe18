import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedIn } from '../auth/session.ts'
import type { CardAct, SupervisedItem } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { idempotencyKey, input, queryOf, reading } from '../input.ts'
import { ApiError } from '../problem.ts'
import { cardDetail, enterCard, listCards } from '../supervision/cards/cards.ts'
import { acts } from '../supervision/cards/life.ts'
import { cardSheet, departmentSheet, pauseSheet, quarterSheets } from '../supervision/export/sheets.ts'
import { exportWords } from '../supervision/export/words.ts'
import { workbookOf, type Sheet } from '../supervision/export/workbook.ts'
import { anomalies } from '../supervision/figures/anomalies.ts'
import { heat } from '../supervision/figures/heat.ts'
import { league, quarterOf, thisYear } from '../supervision/figures/league.ts'
import type { Period } from '../supervision/figures/leagueReadModel.ts'
import { processNames, wall, watched } from '../supervision/figures/wall.ts'
import { cardRules, saveRules } from '../supervision/rules/ruleStore.ts'
import { rulesShape } from '../supervision/rules/shape.ts'

const entry = z.object({
  act: z.enum(acts as [CardAct, ...CardAct[]]),
  words: z.string().max(4000),
  revision: z.number().int(),
})
const listed = z.object({
  box: z.enum(['todo', 'open', 'all']).default('todo'),
  colour: z.enum(['blue', 'yellow', 'red']).optional(),
  department: z.string().optional(),
  case: z.string().optional(),
  cursor: z.string().optional(),
})
const day = z.iso.date()
const period = z.object({ from: day.optional(), to: day.optional(), process: z.string().optional() })
const lightNames = ['none', 'blue', 'yellow', 'red'] as const
const clocksListed = z.object({
  department: z.string().optional(),
  light: z.enum(lightNames).optional(),
  state: z.enum(['running', 'stopped']).optional(),
  process: z.string().optional(),
  status: z.string().optional(),
  cursor: z.string().optional(),
})
const quarterAsked = z.object({
  year: z.coerce.number().int().min(2000).max(9999),
  quarter: z.coerce.number().int().min(1).max(4),
})

export function supervisionRoutes(server: Server) {
  const { sessions, db } = server
  const routes = new Hono<SignedIn>()

  routes.get('/cards', sessions.require(), async (c) => {
    const { case: caseId, ...query } = queryOf(c.req.query(), listed)
    return c.json(await listCards(reading(server, c), c.get('actor'), { ...query, caseId }))
  })
  routes.get('/cards/:id', sessions.require(), async (c) =>
    c.json(await cardDetail(reading(server, c), c.get('actor'), c.req.param('id'))),
  )
  routes.post('/cards/:id/entries', sessions.require(), async (c) => {
    const actor = c.get('actor')
    const id = c.req.param('id')
    const request = idempotencyKey(c, `card:${actor.id}:${id}`)
    return c.json(await enterCard(reading(server, c), actor, id, await input(c, entry), request))
  })
  routes.get('/rules', sessions.require('supervisor', 'admin', 'head', 'leader'), async (c) =>
    c.json(await cardRules(db)),
  )
  routes.put('/rules', sessions.require('admin'), async (c) =>
    c.json(await saveRules(server, c.get('actor'), await input(c, rulesShape))),
  )

  const oversight = sessions.require('supervisor', 'admin', 'head', 'leader')
  const { zone } = server.runtime.calendar
  const periodOf = (query: Record<string, string>): Period => {
    const asked = queryOf(query, period)
    const usual = thisYear(server.runtime.clock.now(), zone)
    const { from = usual.from, to = usual.to } = asked
    if (from > to)
      throw new ApiError(
        400,
        'period-invalid',
        `Expected a period that begins before it ends, but got ${from} to ${to}`,
      )
    return { from, to, process: asked.process }
  }
  routes.get('/wall', oversight, async (c) => c.json(await wall(reading(server, c))))
  routes.get('/items', oversight, async (c) => {
    const names = await processNames(reading(server, c))
    const found = await server.runtime.store.definitions()
    return c.json<SupervisedItem[]>(found.map(({ process }) => ({ id: process, name: names(process) })))
  })
  routes.get('/clocks', oversight, async (c) => {
    const { light, ...filter } = queryOf(c.req.query(), clocksListed)
    return c.json(await watched(reading(server, c), { ...filter, light: light && lightNames.indexOf(light) }))
  })
  routes.get('/league', oversight, async (c) => c.json(await league(reading(server, c), periodOf(c.req.query()))))
  routes.get('/anomalies', oversight, async (c) => c.json(await anomalies(reading(server, c), periodOf(c.req.query()))))
  routes.get('/heat', oversight, async (c) => {
    const { from, to, process = '' } = periodOf(c.req.query())
    return c.json(await heat(reading(server, c), process, from, to))
  })
  routes.get('/export', oversight, async (c) => {
    const asked = reading(server, c)
    const range = periodOf(c.req.query())
    const words = exportWords(asked.locale)
    const sheets = [
      departmentSheet(await league(asked, range), words),
      await cardSheet(asked, range, words),
      await pauseSheet(asked, range, words),
    ]
    return xlsx(sheets, `supervision-${range.from}-${range.to}`)
  })
  routes.get('/ledger', oversight, async (c) => {
    const { year, quarter } = queryOf(c.req.query(), quarterAsked)
    return xlsx(await quarterSheets(reading(server, c), quarterOf(year, quarter)), `ledger-${year}-Q${quarter}`)
  })
  const xlsx = async (sheets: readonly Sheet[], name: string): Promise<Response> =>
    new Response(new Uint8Array(await workbookOf(sheets, new Date(server.runtime.clock.now()))), {
      headers: {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': `attachment; filename="${name}.xlsx"`,
      },
    })
  return routes
}
