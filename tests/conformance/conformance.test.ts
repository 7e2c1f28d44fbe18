import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from '@lianban/engine'
import { describe, expect, it } from 'vitest'
import { findCases } from './find.ts'
import { playCase } from './play.ts'

const { cases } = findCases(dirname(fileURLToPath(import.meta.url)))

it('has cases to play', () => expect(cases.length).toBeGreaterThan(40))

describe.each(cases)('$id', (found) => {
  it('runs as its case says', async () => {
    const played = await playCase(found)
    expect(played.length).toBeGreaterThan(0)
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([])
  })
})

describe.each(cases.filter(({ group }) => group === 'refused'))('$id', ({ id, folder }) => {
  it('is refused for the reason that its folder names', async () => {
    const code = id.split('/')[1]
    const problems = await check(readFileSync(join(folder, 'model.bpmn'), 'utf8'))
    expect(problems.map((problem) => problem.code)).toContain(code)
  })
})
