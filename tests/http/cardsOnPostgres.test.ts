import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptJointCase, fileJointCase } from '../builders/jointCase.ts'
import { testPostgres, type TestPostgres } from '../builders/postgres.ts'
import { testServer, type TestServer } from '../builders/server.ts'

let postgres: TestPostgres
let nodes: TestServer[]

beforeAll(async () => {
  postgres = await testPostgres()
  const url = await postgres.database()
  nodes = [await testServer('2026-09-21T09:00:00+08:00', url)]
  nodes.push(await testServer('2026-09-21T09:00:00+08:00', url))
}, 120_000)
afterAll(async () => {
  for (const node of nodes) await node.close()
  await postgres.stop()
})

it('raises each card once, though two nodes come upon the same clocks, and answers the same figures', async () => {
  // given
  const [first, second] = nodes as [TestServer, TestServer]
  const desk = await first.client('window1')
  const { caseId } = await fileJointCase(desk)
  await acceptJointCase(first, desk, caseId)
  // when
  const late = Date.parse('2026-10-16T00:00:00+08:00')
  await Promise.all([first.running.runtime.advance(late), second.running.runtime.advance(late)])
  // then
  const [one, two] = [await first.client('monitor1'), await second.client('monitor1')]
  const cards = (await one('GET', `/api/supervision/cards?box=all&case=${caseId}`)).body.items as {
    id: string
    colour: string
    department: { code: string }
  }[]
  const raised = cards.map(({ colour, department }) => `${colour} ${department.code}`)
  expect(raised.toSorted()).toEqual([
    'blue eco',
    'blue fire',
    'blue nr',
    'red eco',
    'red fire',
    'red nr',
    'yellow eco',
    'yellow fire',
    'yellow nr',
  ])
  for (const { id } of cards) {
    const { ledger } = (await two('GET', `/api/supervision/cards/${id}`)).body
    expect(ledger.map(({ seq }: { seq: number }) => seq)).toEqual(ledger.map((_: unknown, i: number) => i + 1))
    expect(ledger.filter(({ kind }: { kind: string }) => kind === 'raised')).toHaveLength(1)
  }
  const [wall, again] = [await one('GET', '/api/supervision/wall'), await two('GET', '/api/supervision/wall')]
  expect(wall.body).toMatchObject({ open: 1, lights: { yellow: 1 } })
  expect(again.body).toEqual(wall.body)
  for (const path of ['clocks', 'league?from=2026-09-01&to=2026-10-31', 'anomalies', 'heat?process=joint-approval'])
    expect(await two('GET', `/api/supervision/${path}`)).toMatchObject({ status: 200 })
})
