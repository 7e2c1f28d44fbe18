import { expectAccessible, expectNoSideways } from './barriers.ts'
import { accept, claim, claimAndComplete, fileApplication, openTask, track } from './deeds.ts'
import { expect, shot, test } from './fixtures.ts'

test('no page has a serious or critical barrier', async ({ visit }) => {
  test.setTimeout(240_000)
  const stranger = await visit(null)
  await stranger.goto('/sign-in')
  await expect(stranger.getByRole('heading', { name: '演示账号' })).toBeVisible()
  await shot(stranger, 'sign-in')
  await expectAccessible(stranger, 'sign-in')
  await stranger.goto('/nowhere')
  await expectAccessible(stranger, 'not found')

  const window1 = await visit('window1')
  await window1.goto('/filing')
  await expect(window1.locator('[data-path="applicant.name"]')).toBeVisible()
  await shot(window1, 'filing')
  await expectAccessible(window1, 'filing')
  const receipt = await fileApplication(window1, '无障碍检查工程')
  await expectAccessible(window1, 'receipt')
  await claimAndComplete(window1, receipt.caseNo, accept)

  const nr1 = await visit('nr1')
  await openTask(nr1, receipt.caseNo)
  await claim(nr1)
  await shot(nr1, 'inbox')
  await expectAccessible(nr1, 'inbox with a task')
  await nr1.goto('/inbox/done')
  await expectAccessible(nr1, 'inbox without tasks')

  await window1.goto('/cases')
  await expect(window1.getByText(receipt.caseNo)).toBeVisible()
  await expectAccessible(window1, 'cases')
  await window1.goto(receipt.caseUrl)
  await expect(window1.locator('.djs-shape').first()).toBeVisible()
  await expectAccessible(window1, 'case')

  await track(stranger, receipt)
  await expectAccessible(stranger, 'tracking')

  const admin = await visit('admin')
  await expect(admin.getByRole('link', { name: /施工许可并联审批/ }).first()).toBeVisible()
  await expectAccessible(admin, 'processes')
  await admin.goto('/processes/joint-approval')
  await expect(admin.locator('[data-element-id="jointReview"].djs-shape')).toBeVisible()
  await expectAccessible(admin, 'designer')
})

test('an applicant follows and an officer decides on a phone of 360 px', async ({ visit }) => {
  test.setTimeout(120_000)
  const phone = { viewport: { width: 360, height: 720 } }
  const receipt = await fileApplication(await visit('window1'), '手机查询的工程')

  const applicant = await visit(null, phone)
  await applicant.goto('/track')
  await expectNoSideways(applicant, 'the tracking form')
  await track(applicant, receipt)
  await expectNoSideways(applicant, 'the tracked case')
  await shot(applicant, 'phone-tracking')

  const window2 = await visit('window2', phone)
  await openTask(window2, receipt.caseNo)
  await expectNoSideways(window2, 'the task to claim')
  await claim(window2)
  await expectNoSideways(window2, 'the claimed task')
  await shot(window2, 'phone-task')
})

test('the screens speak English too', async ({ visit }) => {
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, 'Park')
  const english = { locale: 'en-GB' }
  const officer = await visit('window2', english)
  await officer.evaluate(() => localStorage.setItem('lianban.locale', 'en'))
  await officer.goto('/inbox/department')
  await officer.locator('[data-row]', { hasText: receipt.caseNo }).click()
  await expect(officer.getByRole('button', { name: /^Claim/ })).toBeVisible()
  await shot(officer, 'en-task')
  await officer.goto(receipt.caseUrl)
  await expect(officer.getByRole('heading', { name: 'Time limits' })).toBeVisible()
  await shot(officer, 'en-case')

  const admin = await visit('admin', english)
  await admin.evaluate(() => localStorage.setItem('lianban.locale', 'en'))
  await admin.goto(`${receipt.caseUrl}/corrections`)
  await admin.getByRole('radio', { name: /Change where it stands/ }).check()
  await expect(admin.getByText('waits for somebody, waits for its time')).toBeVisible()
  await shot(admin, 'en-correction')
})
