import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { accept, claimAndComplete, fileApplication } from './deeds.ts'
import { expect, shot, test } from './fixtures.ts'

async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

test('an admin declares a local rest day, sees whom it moves, and the running case follows', async ({ visit }) => {
  test.setTimeout(180_000)
  // given a case that was accepted on Monday 09-21: due on 10-22
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '节前受理的工程')
  await claimAndComplete(window1, receipt.caseNo, accept)

  // when 09-22 is marked by keyboard and looked at before it is saved
  const admin = await visit('admin')
  await admin.getByRole('navigation').getByRole('link', { name: '日历' }).click()
  const first = admin.getByRole('button', { name: /2026-01-01 放假/ })
  await expect(first).toBeVisible()
  await shot(admin, 'calendar')
  await expectAccessible(admin, 'calendar')
  const day = admin.getByRole('button', { name: /2026-09-22 工作日/ })
  await day.focus()
  await admin.keyboard.press('Enter')
  await expect(admin.getByText('有未保存的修改')).toBeVisible()
  await admin.getByRole('heading', { name: '日历与时限' }).click()
  await admin.keyboard.press('s')
  const dialog = admin.getByRole('dialog', { name: /会影响哪些办件/ })
  await expect(dialog.getByRole('row', { name: /节前受理的工程.*2026\/10\/26.*2026\/10\/27/ })).toBeVisible()
  await shot(admin, 'calendar-preview')
  await expectAccessible(admin, 'preview of a calendar')
  await dialog.getByRole('button', { name: '保存' }).click()

  // then its progress is shown, and the case is due a working day later
  await expect(admin.getByRole('status', { name: '在办件重新计算的进度' })).toContainText('重新计算完毕')
  await window1.goto(receipt.caseUrl)
  await expect(window1.getByText('2026/10/27').first()).toBeVisible()
  await expect(window1.getByText('到期日重新计算：审查与决定')).toBeVisible()
})

test('an admin imports a year and gives a limit its next version', async ({ visit }) => {
  test.setTimeout(120_000)
  const admin = await visit('admin')
  await admin.goto('/calendars')
  const year = {
    year: 2027,
    papers: ['国务院办公厅关于2027年部分节假日安排的通知'],
    days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }],
  }
  const file = { name: '2027.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(year)) }
  await admin.locator('input[type="file"]').setInputFiles(file)
  await expect(admin.getByRole('button', { name: /2027-01-01 放假/ })).toBeVisible()
  await expect(admin.getByText('放假安排已载入')).toBeVisible()
  await admin.getByRole('button', { name: '查看影响并保存' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await expect(admin.getByText('有未保存的修改')).toBeHidden()

  await admin.getByRole('link', { name: '时限库' }).click()
  await expect(admin.getByRole('cell', { name: '作出行政许可决定 PL42' })).toBeVisible()
  await shot(admin, 'limits')
  await expectAccessible(admin, 'limits')
  await admin
    .getByRole('row', { name: /作出行政许可决定/ })
    .getByRole('button')
    .click()
  const dialog = admin.getByRole('dialog', { name: /的新版本/ })
  await dialog.getByLabel('生效日').fill('2026-10-01')
  await dialog.getByRole('spinbutton', { name: '期限' }).fill('15')
  await shot(admin, 'limit-version')
  await expectAccessible(admin, 'version of a limit')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(admin.getByText('2026/10/01 起 15 个工作日')).toBeVisible()
  await admin.setViewportSize({ width: 360, height: 740 })
  const width = await admin.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(360)
})
