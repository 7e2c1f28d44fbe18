import { fileApplication } from './deeds.ts'
import { expect, shot, test } from './fixtures.ts'

test('five working days without a notice: deemed accepted on the day of receipt, and a red card against the window', async ({
  visit,
}) => {
  test.setTimeout(120_000)
  const window1 = await visit('window1')
  const { caseUrl } = await fileApplication(window1, '无人受理的工程')
  await window1.goto(caseUrl)
  const status = window1.locator('header .lb-tag').first()
  await expect(status).toContainText('接件')

  // 25 and 27 September are rest days: the fifth working day after the 21st is the 29th.
  const admin = await visit('admin')
  await admin.getByRole('button', { name: /推进演示时钟/ }).click()
  await admin.getByRole('button', { name: '推进 1 周（5 个工作日）' }).click()
  await expect(admin.getByText(/现在是 2026\/09\/28/)).toBeVisible()
  await expect(status).toContainText('接件')
  await admin.getByRole('button', { name: '推进 1 天' }).click()
  await expect(admin.getByText(/现在是 2026\/09\/29/)).toBeVisible()
  await admin.getByRole('button', { name: '推进 1 天' }).click()
  await expect(admin.getByText(/现在是 2026\/09\/30.*触发了 1 个定时器/)).toBeVisible()
  await shot(admin, 'clock')

  // The page of the case follows by itself.
  await expect(status).toContainText('视为受理')
  const cards = window1.getByRole('region', { name: '督查牌' })
  await expect(cards).toContainText('红牌')
  await expect(cards).toContainText('综合窗口')
  await expect(window1.getByRole('region', { name: '部门进度' }).locator('li')).toHaveCount(3)
  await shot(window1, 'case-red-card')
})
