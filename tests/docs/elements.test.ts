import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'
import { cellOf, elementsPage } from './elements.ts'
import { findCases } from '../conformance/find.ts'
import { peerRows } from './peers.ts'
import { positions, triggers } from './positions.ts'

it('docs/elements.md says what the engine does', async () => {
  await expect(await elementsPage()).toMatchFileSnapshot(join(checkout, 'docs/elements.md'))
})

it.each(positions)('what the standard does not know at the $words is refused', async (position) => {
  for (const trigger of triggers.filter((name) => !position.standard.includes(name)))
    expect([trigger, await cellOf(position, trigger)]).toEqual([trigger, '–'])
})

it.each(peerRows)('$feature is shown by cases that exist', ({ cases }) => {
  for (const name of cases) expect(findCases(join(checkout, 'tests/conformance', name)).cases.length).toBeGreaterThan(0)
})
