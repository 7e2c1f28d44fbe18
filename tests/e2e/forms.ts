import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'

export type Data = { readonly [key: string]: string | number | boolean | readonly string[] | Data }

/** A complete application for an ordinary building: three departments review it. */
export const ordinary = (
  JSON.parse(
    readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
  ) as { ordinary: Data }
).ordinary

/** Fills in a form as a person does, field by field, by the keys of the form. */
export async function fillIn(page: Page | Locator, data: Data, prefix = ''): Promise<void> {
  for (const [key, value] of Object.entries(data)) {
    const path = `${prefix}${key}`
    if (typeof value === 'object' && !Array.isArray(value)) await fillIn(page, value as Data, `${path}.`)
    else await fillField(page.locator(`[data-path="${path}"]`), value as Exclude<typeof value, Data>)
  }
}

async function fillField(field: Locator, value: string | number | boolean | readonly string[]): Promise<void> {
  await expect(field).toBeVisible()
  switch (await field.getAttribute('data-type')) {
    case 'radio':
      return field.locator(`label:has(input[value="${String(value)}"])`).click()
    case 'checklist':
      for (const each of value as readonly string[]) await field.locator(`label:has(input[value="${each}"])`).click()
      return
    case 'checkbox':
      return field.locator('input').setChecked(value === true)
    case 'select':
      return void (await field.locator('select').selectOption(String(value)))
    default:
      return field.locator('input, textarea').first().fill(String(value))
  }
}
