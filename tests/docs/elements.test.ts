import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'
import { cellOf, elementsPage } from './elements.ts'
import { positions, triggers } from './positions.ts'

it('docs/elements.md says what the engine does', async () => {
  await expect(await elementsPage()).toMatchFileSnapshot(join(checkout, 'docs/elements.md'))
})

it.each(positions)('what the standard does not know at the $words is refused', async (position) => {
  for (const trigger of triggers.filter((name) => !position.standard.includes(name)))
    expect([trigger, await cellOf(position, trigger)]).toEqual([trigger, '–'])
})
