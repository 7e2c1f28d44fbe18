import type { HeldPost, Organisation } from '@lianban/server/contract'
import { describe, expect, test } from 'vitest'
import { headsOf, lineOf, reportingTree, standsInFor, withoutPost } from './reportingLine.ts'

const departments = [
  { code: 'centre', name: 'Centre', superior: 'district' },
  { code: 'district', name: 'District', superior: null },
  { code: 'land', name: 'Land', superior: 'centre' },
  { code: 'lost', name: 'Lost', superior: 'nowhere' },
]
const post = (more: Partial<HeldPost>): HeldPost => ({
  department: 'land',
  post: 'A post',
  roles: ['officer'],
  from: '2026-01-01',
  state: 'held',
  ...more,
})
const person = (id: string, ...posts: HeldPost[]) => ({ id, account: id, name: id, posts, absences: [] })
const organisation: Organisation = {
  revision: 1,
  departments,
  rule: { absent: true, unclaimed: true, halfDays: 1 },
  people: [
    person('zhao', post({ deputy: 'sun' })),
    person('sun', post({ post: 'B post' })),
    person('qian', post({ roles: ['head'] })),
    person('li', post({ roles: ['head'], deputy: 'sun', to: '2026-02-01', state: 'ended' })),
    person('new'),
  ],
}

describe('the reporting line', () => {
  test('puts each department under the one that it reports to, and loses none', () => {
    const rows = reportingTree(departments).map(({ department, depth }) => [department.code, depth])
    expect(rows).toEqual([
      ['district', 0],
      ['centre', 1],
      ['land', 2],
      ['lost', 0],
    ])
  })

  test('goes from a department to the top', () => {
    expect(lineOf(departments, 'land').map(({ code }) => code)).toEqual(['land', 'centre', 'district'])
  })

  test('ends where the data would go round', () => {
    const round = [
      { code: 'a', name: 'A', superior: 'b' },
      { code: 'b', name: 'B', superior: 'a' },
    ]
    expect(lineOf(round, 'a').map(({ code }) => code)).toEqual(['a', 'b'])
  })

  test('knows heads, B posts and people without a post by what holds today', () => {
    expect(headsOf(organisation, 'land').map(({ id }) => id)).toEqual(['qian'])
    expect(standsInFor(organisation, 'sun').map(({ id }) => id)).toEqual(['zhao'])
    expect(withoutPost(organisation).map(({ id }) => id)).toEqual(['li', 'new'])
  })
})
