import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const { ordinary } = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: { project: Record<string, unknown> } }

describe('the boxes of an inbox', () => {
  let server: TestServer
  let window1: Client
  let window2: Client
  const names = ['东区厂房', '西区厂房', '南区仓库']

  beforeAll(async () => {
    server = await testServer('2026-04-27T09:00:00+08:00')
    window1 = await server.client('window1')
    window2 = await server.client('window2')
    for (const name of names) {
      const data = { ...ordinary, project: { ...ordinary.project, name } }
      await window1('POST', '/api/cases', { processId: 'joint-approval', data })
    }
  })
  afterAll(() => server.close())

  const titles = (body: { items: { caseTitle: string }[] }) => body.items.map(({ caseTitle }) => caseTitle).sort()
  const department = async (client: Client, more = '') => (await client('GET', `/api/tasks?box=department${more}`)).body

  it('come in pages of the size asked for', async () => {
    const first = await department(window1, '&limit=2')
    const rest = await department(window1, `&limit=2&cursor=${encodeURIComponent(first.next)}`)

    expect(first.items).toHaveLength(2)
    expect([...titles(first), ...titles(rest)].sort()).toEqual([...names].sort())
    expect(rest.next).toBeUndefined()
  })

  it.each(['0', '201', 'many'])('refuse pages of %s', async (limit) => {
    const answer = await window1('GET', `/api/tasks?box=department&limit=${limit}`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'limit-invalid' } })
  })

  it('are filtered by the words of case and task, each of which must occur', async () => {
    const one = await department(window1, `&q=${encodeURIComponent('厂房')}`)
    const two = await department(window1, `&q=${encodeURIComponent('西区 受理')}`)
    const none = await department(window1, `&q=${encodeURIComponent('西区 仓库')}`)
    const { caseNo } = two.items[0]
    const byNumber = await department(window1, `&q=${caseNo}`)

    expect(titles(one)).toEqual(['东区厂房', '西区厂房'])
    expect(titles(two)).toEqual(['西区厂房'])
    expect(titles(none)).toEqual([])
    expect(titles(byNumber)).toEqual(['西区厂房'])
  })

  it('show a claimed task in the claimer’s own box, and to the colleagues with the claimer’s name', async () => {
    const { items } = await department(window1, `&q=${encodeURIComponent('南区')}`)
    await window1('POST', `/api/tasks/${items[0].id}/claim`, { revision: 1 })

    const [own, left, seen] = [
      (await window1('GET', '/api/tasks?box=mine')).body,
      await department(window1),
      await department(window2),
    ]
    const counts = await Promise.all(
      [window1, window2].map(async (each) => (await each('GET', '/api/tasks/counts')).body),
    )

    expect(titles(own)).toEqual(['南区仓库'])
    expect(titles(left)).toEqual(['东区厂房', '西区厂房'])
    expect(titles(seen)).toEqual([...names].sort())
    const claimed = seen.items.find(({ caseTitle }: { caseTitle: string }) => caseTitle === '南区仓库')
    expect(claimed.assignee).toEqual(own.items[0].assignee)
    expect(counts).toEqual([
      { mine: 1, department: 2 },
      { mine: 0, department: 3 },
    ])
  })
})
