import type { Page } from '@playwright/test'
import { fileApplication } from './deeds.ts'
import { expect, shot, test } from './fixtures.ts'

/** Presses Tab until the focus is on what the selector finds. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Expected Tab to reach ${selector}`)
}

test('an officer claims and completes a task without a mouse, and loses nothing by a reload', async ({ visit }) => {
  test.setTimeout(120_000)
  const { caseNo } = await fileApplication(await visit('window2'), '键盘办理的工程')
  const page = await visit(null)

  await test.step('signs in', async () => {
    await page.goto('/sign-in')
    await tabTo(page, '#account')
    await page.keyboard.type('window1')
    await tabTo(page, '#password')
    await page.keyboard.type('lianban')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  })

  await test.step('goes to the box of the department and claims the first task', async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog')).toBeVisible()
    await shot(page, 'palette')
    await page.keyboard.press('Escape')
    await tabTo(page, 'nav a[href^="/inbox"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/inbox/)
    await page.keyboard.press('2')
    await expect(page.locator('[data-row]', { hasText: caseNo })).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await expect(page.getByRole('button', { name: '提交办理结果' })).toBeVisible()
  })

  await test.step('submits too early and is led to what is missing', async () => {
    await tabTo(page, '[data-path="reception.outcome"] input')
    await page.keyboard.press('Space')
    await expect(page.locator('input[value="accept"]')).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('.lb-form-problems')).toBeVisible()
    await expect(page.locator('[data-path="reception.checked"]').locator(':focus')).toHaveCount(1)
  })

  await test.step('fills it in; the draft is there after a reload', async () => {
    for (const each of ['power', 'complete']) {
      await tabTo(page, `[data-path="reception.checked"] input[value="${each}"]`)
      await page.keyboard.press('Space')
    }
    await expect(page.getByText('草稿已保存')).toBeVisible()
    await page.reload()
    await expect(page.locator('input[value="accept"]')).toBeChecked()
    await expect(page.locator('input[value="complete"]')).toBeChecked()
    await expect(page.locator('input[value="form"]')).not.toBeChecked()
  })

  await test.step('submits', async () => {
    await tabTo(page, '[data-path="reception.checked"] input[value="form"]')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('button', { name: '确认提交' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('.el-message')).toContainText('已完成')
    await expect(page.locator('[data-row]', { hasText: caseNo })).toHaveCount(0)
  })
})
