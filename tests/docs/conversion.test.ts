import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'
import { conversionPage } from './conversion.ts'

it('docs/conversion.md says what the conversion does', async () => {
  const path = join(checkout, 'docs/conversion.md')
  const page = await format(await conversionPage(), { ...(await resolveConfig(path)), parser: 'markdown' })
  await expect(page).toMatchFileSnapshot(path)
})
