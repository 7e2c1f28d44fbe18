import {
  accept,
  agree,
  agreeWith,
  claim,
  claimAndComplete,
  complete,
  expectPdf,
  fileApplication,
  openTask,
  track,
} from './deeds.ts'
import { fillIn } from './forms.ts'
import { expect, shot, test } from './fixtures.ts'

test('from the drawing to the rating, across a crash of the server', async ({ server, visit }) => {
  test.setTimeout(240_000)
  const window1 = await visit('window1')

  const before = await test.step('the window files a case under version 1', () =>
    fileApplication(window1, '老区改造工程'))

  await test.step('an admin shortens a limit, mends a mistake and publishes version 2', async () => {
    const admin = await visit('admin')
    await shot(admin, 'processes')
    await admin
      .getByRole('link', { name: /施工许可并联审批/ })
      .first()
      .click()
    await admin.locator('[data-element-id="jointReview"].djs-shape').click({ position: { x: 12, y: 12 } })
    const row = admin.locator('details.row', { hasText: '规划条件核实' })
    await row.locator('summary').click()
    const limit = row.getByLabel('天数')
    await expect(limit).toHaveValue('7')
    await limit.fill('0')
    await limit.blur()
    const problems = admin.getByRole('region', { name: '问题' })
    await expect(problems).toContainText('1 个错误')
    await shot(admin, 'designer-problem')
    await limit.fill('4')
    await limit.blur()
    await expect(problems).toContainText('没有发现问题')
    await shot(admin, 'designer')
    await admin.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = admin.getByRole('dialog')
    await expect(dialog).toContainText('正在办理的 1 件不受影响')
    await dialog.getByLabel('发布说明').fill('规划条件核实压缩到 4 个工作日')
    await shot(admin, 'publish')
    await dialog.getByRole('button', { name: '发布第 2 版' }).click()
    await expect(dialog).toContainText('第 2 版已发布')
    await expect(admin.getByText('现行第 2 版')).toBeVisible()
  })

  const receipt = await test.step('the window files and accepts a case under version 2', async () => {
    const filed = await fileApplication(window1, '智能制造产业园')
    expect(filed.caseNo).not.toBe(before.caseNo)
    await shot(window1, 'receipt')
    await openTask(window1, filed.caseNo)
    await shot(window1, 'task-reception')
    await claim(window1)
    await complete(window1, accept)
    return filed
  })

  const nr1 = await visit('nr1')
  await test.step('the first department agrees, on the limit of version 2', async () => {
    await openTask(nr1, receipt.caseNo)
    await expect(nr1.locator('.task header')).toContainText('还剩 4 个工作日')
    await claim(nr1)
    await shot(nr1, 'task-review')
    await complete(nr1, agree)
  })

  await test.step('the server is killed and starts again on the same folder', async () => {
    await server.kill()
    await server.restart()
    await window1.goto(receipt.caseUrl)
    await expect(window1.locator('header .lb-tag').first()).toContainText('已受理')
    const timeline = window1.getByRole('region', { name: '办理过程' })
    await expect(timeline.getByText('完成：部门审查')).toHaveCount(1)
    await expect(timeline.getByText('完成：受理审查')).toHaveCount(1)
    const branches = window1.getByRole('region', { name: '部门进度' })
    await expect(branches.locator('li')).toHaveCount(3)
    await expect(branches).toContainText('同意')
    await expect(window1.getByRole('region', { name: '文书' })).toContainText('受理通知书')
    await expect(window1.getByRole('region', { name: '文书' }).locator('li')).toHaveCount(1)
    await shot(window1, 'case-in-review')
  })

  await test.step('the other departments decide, one with conditions', async () => {
    // Signed in before the crash, and still.
    await nr1.goto('/inbox/department')
    await expect(nr1.locator('[data-row]', { hasText: receipt.caseNo })).toHaveCount(0)
    await claimAndComplete(await visit('fire1'), receipt.caseNo, agreeWith('消防水池开工前复核'))
    await claimAndComplete(await visit('eco1'), receipt.caseNo, agree)
  })

  await test.step('the lead department signs the decision', async () => {
    const zj1 = await visit('zj1')
    await openTask(zj1, receipt.caseNo)
    await claim(zj1)
    await shot(zj1, 'task-decision')
    await complete(zj1, { decision: { result: 'approve', signed: true } })
  })

  await test.step('the certificate opens, and the window hands it over', async () => {
    await window1.goto(receipt.caseUrl)
    await expect(window1.locator('header .lb-tag').first()).toContainText('准予许可')
    const documents = window1.getByRole('region', { name: '文书' })
    await expect(documents.locator('li')).toHaveCount(2)
    const [download] = await Promise.all([
      window1.waitForEvent('download'),
      documents.getByRole('button', { name: /施工许可证/ }).click(),
    ])
    await expectPdf(download)
    await shot(window1, 'case-approved')
    await claimAndComplete(window1, receipt.caseNo, { delivery: { method: 'window', receiver: '何晓梅' } })
  })

  await test.step('the applicant follows the case with number and code, and rates it', async () => {
    const applicant = await visit(null)
    await track(applicant, receipt)
    await expect(applicant.locator('.tracked')).toContainText('办理结果已经送达')
    await expect(applicant.getByRole('region', { name: '办理过程' })).toContainText('收件')
    await expect(applicant.getByRole('region', { name: '文书' })).toContainText('施工许可证')
    // Officers stay unnamed in front of the applicant.
    await expect(applicant.locator('body')).not.toContainText('赵颖')
    await shot(applicant, 'tracking')
    const rating = applicant.getByRole('region', { name: '好差评' })
    await fillIn(rating, { rating: { score: 1, comment: '一次办好' } })
    await rating.getByRole('button', { name: '提交' }).click()
    await expect(applicant.getByText('已收到您提交的内容')).toBeVisible()
    await expect(rating).toHaveCount(0)
    await expect(applicant.getByRole('region', { name: '办理过程' })).toContainText('办件办结')
  })

  await test.step('the case filed before the publication stays on version 1 with its old limit', async () => {
    await claimAndComplete(window1, before.caseNo, accept)
    await openTask(nr1, before.caseNo)
    await expect(nr1.locator('.task header')).toContainText('还剩 7 个工作日')
    await window1.goto(before.caseUrl)
    await expect(window1.getByText('施工许可并联审批 v1')).toBeVisible()
    await window1.goto('/cases')
    await shot(window1, 'cases')
  })
})
