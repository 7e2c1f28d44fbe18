import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { accept, claim, claimAndComplete, fileApplication, openTask, track } from './deeds.ts'
import { expect, shot, test } from './fixtures.ts'

async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} at ${node.target.join(' ')}`))
  expect(grave).toEqual([])
}

const moveTo = (admin: Page, to: string): Promise<unknown> =>
  admin.evaluate(async (instant) => {
    const answer = await fetch('/api/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: instant }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }, to)

const act = async (page: Page, deed: string, words: string): Promise<void> => {
  const acts = page.getByRole('region', { name: '可以处理' })
  await acts.getByRole('group').getByRole('button', { name: deed, exact: true }).click()
  await acts.locator('textarea').fill(words)
  await acts.locator('form').getByRole('button', { name: deed, exact: true }).click()
}

test('a supervisor follows a yellow card to the case, urges, and revokes it once the officer has explained', async ({
  visit,
}) => {
  test.setTimeout(240_000)
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '城东标准厂房')
  await claimAndComplete(window1, receipt.caseNo, accept)
  const nr1 = await visit('nr1')
  await openTask(nr1, receipt.caseNo)
  await claim(nr1)
  const admin = await visit('admin')
  // Seven working days after 09-21, around the Mid-Autumn and National Day holidays: 10-08.
  await moveTo(admin, '2026-10-09T09:00:00+08:00')

  const monitor = await visit('monitor1')
  await test.step('sees it on the wall', async () => {
    await expect(monitor).toHaveURL(/supervision\/wall/)
    const yellow = monitor.getByRole('link', { name: /超承诺或环节期限/ })
    await expect(yellow).toContainText('1')
    await expect(monitor.getByRole('region', { name: '最新督查牌' })).toContainText('部门审查超过本部门期限')
    await expect(monitor.locator('.chart svg').first()).toBeVisible()
    await shot(monitor, 'supervision-wall')
    await expectAccessible(monitor, 'wall')
  })

  await test.step('opens the card and from it the case', async () => {
    await monitor.getByRole('link', { name: '部门审查超过本部门期限' }).click()
    const evidence = monitor.getByRole('region', { name: '证据' })
    await expect(evidence).toContainText('2026/09/21 起算；7 个工作日；2026/10/08 到期')
    await expect(monitor.getByRole('region', { name: '这张牌' })).toContainText('赵颖 · 规划审查 A 岗')
    await shot(monitor, 'supervision-card')
    await expectAccessible(monitor, 'card')
    await monitor.getByRole('link', { name: '城东标准厂房' }).click()
    await expect(monitor.getByRole('region', { name: '督查牌' })).toContainText('待说明')
    await expect(monitor.getByRole('region', { name: '部门进度' })).toContainText('超期')
    await expect(monitor.getByRole('button', { name: /停止计时/ })).toHaveCount(0)
    await shot(monitor, 'case-with-card')
    await monitor.goBack()
  })

  await test.step('urges the department', async () => {
    await act(monitor, '催办', '请今日内出具审查意见')
    await expect(monitor.getByRole('region', { name: '台账' })).toContainText('请今日内出具审查意见')
  })

  await test.step('the officer finds it and explains', async () => {
    await nr1.getByRole('link', { name: '督查', exact: true }).click()
    await expect(nr1.locator('[data-card]')).toHaveCount(1)
    await nr1.keyboard.press('j')
    await nr1.keyboard.press('o')
    await expect(nr1.getByRole('region', { name: '台账' })).toContainText('请今日内出具审查意见')
    await act(nr1, '说明', '规划条件调整，图纸十月八日送达')
    await expect(nr1.getByRole('region', { name: '台账' })).toContainText('自然资源局 规划审查 A 岗')
    await expect(nr1.getByRole('region', { name: '可以处理' })).toHaveCount(0)
  })

  await test.step('the supervisor revokes it with a reason', async () => {
    // The page follows by itself.
    await expect(monitor.getByRole('region', { name: '台账' })).toContainText('规划条件调整')
    await act(monitor, '撤销', '图纸送达日期属实，非部门原因')
    await expect(monitor.locator('header .lb-tag', { hasText: '已撤销' })).toBeVisible()
    await shot(monitor, 'supervision-card-revoked')
    await monitor.goto('/supervision/cards?box=all')
    await expect(monitor.locator('[data-card]', { hasText: '部门审查超过本部门期限' })).toContainText('已撤销')
    await shot(monitor, 'supervision-cards')
    await expectAccessible(monitor, 'cards')
  })
})

test('an officer who tries to play with the clock is told why not', async ({ visit }) => {
  test.setTimeout(240_000)
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '时限规则工程')
  await claimAndComplete(window1, receipt.caseNo, accept)
  const nr1 = await visit('nr1')
  const zj1 = await visit('zj1')
  const admin = await visit('admin')
  const dialogOf = (page: Page) => page.getByRole('dialog')
  const open = async (page: Page, deed: string): Promise<void> => {
    await page.goto(receipt.caseUrl)
    await page.getByRole('button', { name: `${deed}：审查与决定` }).click()
  }
  const refused = async (page: Page, words: string, law: string): Promise<void> => {
    await dialogOf(page).getByRole('button', { name: '先看后果' }).click()
    await expect(dialogOf(page).getByRole('alert')).toContainText(words)
    await expect(dialogOf(page).getByRole('alert')).toContainText(law)
  }

  await test.step('no pause without a notice, outside the closed list, or on another day', async () => {
    await open(nr1, '停止计时')
    await nr1.getByLabel('停钟事由').selectOption('expertReview')
    await refused(nr1, '停钟必须有书面告知', '第四十五条')
    await nr1.getByLabel('书面告知书文号').fill('专家评审告知书〔2026〕7 号')
    await nr1.getByLabel('预计结束日期').fill('2026-09-30')
    await nr1.getByLabel('停钟事由').selectOption('other')
    await nr1.getByLabel('其他事由是什么').fill('领导外出')
    await refused(nr1, '法律不允许以此事由停钟', '只有听证、招标、拍卖')
    await shot(nr1, 'clock-refused')
    await expectAccessible(nr1, 'clock dialog')
    await nr1.getByLabel('停钟事由').selectOption('expertReview')
    await nr1.getByLabel('发生日期').fill('2026-09-18')
    await refused(nr1, '不能倒签', '不得倒填')
  })

  await test.step('a lawful pause shows its consequence first, and what the applicant sees', async () => {
    await nr1.getByLabel('发生日期').fill('2026-09-21')
    await dialogOf(nr1).getByRole('button', { name: '先看后果' }).click()
    await expect(dialogOf(nr1).getByRole('status')).toContainText('如 2026/09/30 恢复')
    await shot(nr1, 'clock-consequence')
    await dialogOf(nr1).getByRole('button', { name: '确认停钟' }).click()
    await expect(nr1.getByRole('region', { name: '时限' })).toContainText('已停钟')
    const applicant = await visit(null)
    await track(applicant, receipt)
    const limits = applicant.getByRole('region', { name: '时限', exact: true })
    await limits.getByText('审查与决定').click()
    await expect(limits).toContainText('2026/09/21 起因专家评审暂停计时（专家评审告知书〔2026〕7 号）')
    await expect(limits).not.toContainText('赵颖')
    await moveTo(admin, '2026-09-30T09:00:00+08:00')
    await open(nr1, '恢复计时')
    await dialogOf(nr1).getByRole('button', { name: '先看后果' }).click()
    await dialogOf(nr1).getByRole('button', { name: '确认恢复' }).click()
    await expect(nr1.getByRole('region', { name: '时限' })).not.toContainText('已停钟')
    await applicant.getByRole('button', { name: '刷新' }).click()
    await expect(limits).toContainText('扣除')
    await shot(applicant, 'tracking-derivation')
  })

  await test.step('no extension by the wrong signatory, a second time, or after the limit', async () => {
    await open(nr1, '延长期限')
    await nr1.getByLabel('延长理由').fill('案情复杂')
    await refused(nr1, '批准延长的机关不对', '第四十二条')
    await open(zj1, '延长期限')
    await zj1.getByLabel('延长理由').fill('案情复杂，需要补充论证')
    await dialogOf(zj1).getByRole('button', { name: '先看后果' }).click()
    await expect(dialogOf(zj1).getByRole('status')).toContainText('之后到期')
    await dialogOf(zj1).getByRole('button', { name: '确认延长' }).click()
    await expect(zj1.getByRole('region', { name: '时限' })).toContainText('30 个工作日')
    await open(zj1, '延长期限')
    await zj1.getByLabel('延长理由').fill('再次延长')
    await refused(zj1, '已经延长过', '只能延长一次')
    await moveTo(admin, '2026-12-28T09:00:00+08:00')
    await open(nr1, '停止计时')
    await nr1.getByLabel('停钟事由').selectOption('testing')
    await nr1.getByLabel('书面告知书文号').fill('检测告知书〔2026〕9 号')
    await nr1.getByLabel('预计结束日期').fill('2026-12-30')
    await refused(nr1, '时限已经届满', '第四十二条')
  })

  await test.step('an extension after the limit is refused as well', async () => {
    const late = await fileApplication(window1, '逾期申请延长的工程')
    await claimAndComplete(window1, late.caseNo, accept)
    await moveTo(admin, '2027-03-01T09:00:00+08:00')
    await zj1.goto(late.caseUrl)
    await zj1.getByRole('button', { name: '延长期限：审查与决定' }).click()
    await zj1.getByLabel('延长理由').fill('案情复杂')
    await refused(zj1, '时限已经届满', '第四十二条')
  })
})

test('a window that asks for something new in a second notice is told why not', async ({ visit }) => {
  test.setTimeout(180_000)
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '二次补正的工程')
  const work = window1.locator('.work')
  const askFor = async (material: string): Promise<void> => {
    await work.locator('label:has(input[value="incomplete"])').click()
    const name = work.locator('[data-path="reception.missing[0].name"] input')
    if ((await name.count()) === 0) await work.getByRole('button', { name: '添加一行' }).click()
    await name.fill(material)
    await work.locator('[data-path="reception.missing[0].requirement"] textarea').fill('原件')
    await work.locator('[data-path="reception.supplementDays"] input').fill('10')
    await work.getByRole('button', { name: '提交办理结果' }).click()
  }

  await openTask(window1, receipt.caseNo)
  await claim(window1)
  await askFor('施工合同')
  await window1.getByRole('dialog').getByRole('button', { name: '确认提交' }).click()
  await expect(window1.locator('.el-message')).toContainText('已完成')

  const applicant = await visit(null)
  await track(applicant, receipt)
  const asked = applicant.getByRole('region', { name: '补正材料' })
  await asked.locator('[data-path="supplement.note"] textarea').fill('已补交')
  await asked.locator('[data-path="supplement.complete"] input').check()
  await asked.getByRole('button', { name: '提交' }).click()
  await expect(asked).toHaveCount(0)

  await openTask(window1, receipt.caseNo)
  await claim(window1)
  await askFor('地质勘察报告')
  const told = window1.getByRole('alert').filter({ hasText: '第三十二条' })
  await expect(told).toContainText('应当一次告知需要补正的全部内容')
  await shot(window1, 'second-notice')
})

test('the pages of supervision hold on a phone, by keyboard and for a screen reader', async ({ visit }) => {
  test.setTimeout(240_000)
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '手机上的督查')
  await claimAndComplete(window1, receipt.caseNo, accept)
  const admin = await visit('admin')
  await moveTo(admin, '2026-10-20T09:00:00+08:00')

  const monitor = await visit('monitor1')
  for (const page of ['figures', 'anomalies', 'heat', 'rules', 'clocks']) {
    await monitor.goto(`/supervision/${page}`)
    await expect(monitor.locator('main h1')).toBeVisible()
    await monitor.waitForLoadState('networkidle')
    await shot(monitor, `supervision-${page}`)
    await expectAccessible(monitor, page)
  }
  await monitor.goto('/supervision/rules')
  await expect(monitor.getByRole('button', { name: '新增规则' })).toHaveCount(0)

  await test.step('an admin changes a rule', async () => {
    await admin.goto('/supervision/rules')
    await admin.getByRole('button', { name: /修改：期限将满/ }).click()
    await expectAccessible(admin, 'rule')
    await admin.getByLabel('剩余比例').fill('50')
    await admin.getByRole('button', { name: '保存规则' }).click()
    await expect(admin.locator('.el-message')).toContainText('立即生效')
    await expect(admin.getByText('不超过期限的 50%')).toBeVisible()
  })

  await test.step('the wall and the cards are read at 360 px', async () => {
    const phone = { viewport: { width: 360, height: 720 } }
    const chief = await visit('monitor2', phone)
    await expect(chief.locator('.chart svg')).toBeVisible()
    expect(await chief.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    const fire = await visit('fire1', phone)
    await fire.goto('/supervision/cards')
    await expect(fire.locator('[data-card]').first()).toBeVisible()
    const wide = await fire.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(360)
    await shot(fire, 'phone-cards')
    await fire.locator('[data-card] a').first().click()
    await expect(fire.getByRole('region', { name: '台账' })).toBeVisible()
    expect(await fire.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await shot(fire, 'phone-card')
  })

  await test.step('in English too', async () => {
    await monitor.evaluate(() => localStorage.setItem('lianban.locale', 'en'))
    await monitor.goto('/supervision/wall')
    await expect(monitor.getByRole('heading', { name: 'Open cases by stage' })).toBeVisible()
    await shot(monitor, 'en-supervision-wall')
    await monitor.getByRole('link', { name: 'Cards', exact: true }).click()
    await expect(monitor.getByRole('heading', { name: 'Cards' })).toBeVisible()
  })
})
