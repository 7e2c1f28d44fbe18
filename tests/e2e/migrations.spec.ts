import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSideways } from './barriers.ts'
import { claim, complete, fileApplication, openTask } from './deeds.ts'
import { fillIn } from './forms.ts'
import { expect, shot, test } from './fixtures.ts'

interface Draft {
  bundle: { bpmn: string; forms: object; documents: object; decisions: object }
  revision: number
}

/**
 * Publishes a version in which the reception has another id, another name and a step in front of it: nothing is left by which
 * it could be recognised, so a person has to say where its cases go.
 */
async function publishRenamed(admin: Page): Promise<void> {
  const process = '/api/processes/joint-approval'
  const { bundle, revision } = (await (await admin.request.get(`${process}/draft`)).json()) as Draft
  const script =
    '<bpmn:scriptTask id="numbering" name="登记编号"><bpmn:extensionElements><zeebe:script expression="=1" resultVariable="registered" />' +
    '</bpmn:extensionElements></bpmn:scriptTask><bpmn:sequenceFlow id="flow_numbering" sourceRef="numbering" targetRef="intake" />'
  const bpmn = bundle.bpmn
    .replace(/(sourceRef|targetRef|attachedToRef|bpmnElement)="reception"/g, '$1="intake"')
    .replace('<bpmn:userTask id="reception" name="受理审查">', '<bpmn:userTask id="intake" name="收件核验">')
    .replace(
      'id="flow_start_reception" sourceRef="start" targetRef="intake"',
      'id="flow_start_reception" sourceRef="start" targetRef="numbering"',
    )
    .replace('<bpmn:incoming>flow_start_reception</bpmn:incoming>', '<bpmn:incoming>flow_numbering</bpmn:incoming>')
    .replace('</bpmn:process>', `${script}</bpmn:process>`)
  const saved = await admin.request.put(`${process}/draft`, { data: { bundle: { ...bundle, bpmn }, revision } })
  const draft = (await saved.json()) as { revision: number; problems: { severity: string }[] }
  expect(draft.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const published = await admin.request.post(`${process}/publish`, {
    data: { revision: draft.revision, note: '受理审查改为收件核验' },
  })
  expect(published.status()).toBe(201)
}

test('an admin migrates running cases to a version with a renamed step; drafts are kept, and the way back is open', async ({
  visit,
}) => {
  test.setTimeout(300_000)
  const window1 = await visit('window1')
  const receipt = await fileApplication(window1, '迁移到新版的工程')
  await openTask(window1, receipt.caseNo)
  await claim(window1)
  await fillIn(window1.locator('.work'), { reception: { outcome: 'accept', checked: ['power'] } })
  await expect(window1.getByText('草稿已保存')).toBeVisible()
  const other = await fileApplication(window1, '留在旧版的工程')

  const admin = await visit('admin')
  await publishRenamed(admin)
  const counts = admin.locator('.counts')

  await test.step('the plan shows where something lives, and both drawings', async () => {
    await admin.goto('/processes/joint-approval')
    await expect(admin.locator('[data-element-id="jointReview"].djs-shape')).toBeVisible()
    await admin.keyboard.press('v')
    await admin.getByRole('button', { name: '迁移在办件' }).click()
    await expect(admin.getByRole('heading', { name: '迁移在办件' })).toBeVisible()
    const row = admin.getByRole('table', { name: '环节的去向' }).getByRole('row', { name: /受理审查/ })
    await expect(row).toContainText('需要选择')
    await expect(row).toContainText('2')
    await row.getByRole('combobox').focus()
    await expect(admin.locator('[data-element-id="reception"].lb-highlighted')).toHaveCount(1)
    await expect(admin.getByText('还没有去向：受理审查')).toBeVisible()
    await shot(admin, 'migration-plan')
    await expectAccessible(admin, 'plan of a migration')
    await admin.setViewportSize({ width: 360, height: 720 })
    await expectNoSideways(admin, 'the plan of a migration')
    await shot(admin, 'phone-migration-plan')
    await admin.setViewportSize({ width: 1280, height: 720 })
    await admin.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await shot(admin, 'migration-plan-below')
  })

  await test.step('the dry run says what needs a choice, and one choice solves it for all', async () => {
    await admin.getByRole('button', { name: '演练', exact: true }).click()
    await expect(admin.getByText('请写明理由。')).toBeVisible()
    await admin.getByLabel('理由（必填）').fill('受理环节改名')
    await admin.keyboard.press('Enter')
    await expect(counts).toHaveText('需要选择 2')
    const obstacles = admin.getByRole('region', { name: '还有什么问题' })
    await expect(obstacles).toContainText('新版本没有“受理审查”')
    await expect(obstacles).toContainText('2 件')
    await shot(admin, 'migration-choice')
    await expectAccessible(admin, 'a dry run that needs a choice')
    // By keyboard alone: the choice, then the dry run.
    await obstacles.getByRole('combobox').focus()
    await admin.keyboard.press('ArrowDown')
    await expect(obstacles.getByRole('combobox')).toHaveValue('to:intake')
    await admin.keyboard.press('Tab')
    await expect(obstacles.getByRole('button', { name: '按新的选择再演练' })).toBeFocused()
    await admin.keyboard.press('Enter')
    await expect(counts).toHaveText('可以迁移 2')
  })

  await test.step('a case is left out, the other goes over', async () => {
    const cases = admin.getByRole('table', { name: '逐件结果' })
    await cases.getByLabel(`迁移 ${other.caseNo}`).uncheck()
    await expect(cases).toContainText('不迁移')
    await shot(admin, 'migration-tried')
    await expectAccessible(admin, 'a dry run')
    await admin.getByRole('button', { name: '迁移 1 件' }).click()
    const dialog = admin.getByRole('dialog')
    await expect(dialog).toContainText('1 件留在原版本')
    await shot(admin, 'migration-confirm')
    await dialog.getByRole('button', { name: '迁移 1 件' }).click()
    await expect(counts).toHaveText('已迁移 1 · 留在原版本 1')
    await expect(admin.getByRole('button', { name: '把 1 件退回第 1 版' })).toBeVisible()
    await shot(admin, 'migration-done')
    await expectAccessible(admin, 'report of a migration')
    await admin.setViewportSize({ width: 360, height: 720 })
    await expectNoSideways(admin, 'the report of a migration')
    await shot(admin, 'phone-migration')
    await admin.setViewportSize({ width: 1280, height: 720 })
  })

  await test.step('it is taken back, after a dry run of its own', async () => {
    await admin.getByRole('button', { name: '把 1 件退回第 1 版' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByRole('textbox').fill('时机不对')
    await shot(admin, 'migration-undo')
    await dialog.getByRole('button', { name: '演练' }).click()
    await expect(admin.getByRole('heading', { name: '从第 2 版迁移到第 1 版' })).toBeVisible()
    await expect(counts).toHaveText('可以迁移 1')
    await admin.getByRole('button', { name: '迁移 1 件' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '迁移 1 件' }).click()
    await expect(counts).toHaveText('已迁移 1')
    await window1.goto(receipt.caseUrl)
    await expect(window1.getByText('施工许可并联审批 v1')).toBeVisible()
    await expect(window1.getByRole('region', { name: '办理过程' }).getByText('转到流程的另一版本')).toHaveCount(2)
  })

  await test.step('both go over with the choice made beforehand, and the officer finishes the task with its draft', async () => {
    await admin.goto('/processes/joint-approval/migrations?from=1&to=2')
    await expect(admin.getByRole('region', { name: '以前的迁移和演练' }).locator('li')).toHaveCount(3)
    await admin.getByLabel('“受理审查”的去向').selectOption({ label: '收件核验' })
    await admin.getByLabel('理由（必填）').fill('受理环节改名')
    await admin.getByRole('button', { name: '演练', exact: true }).click()
    await expect(counts).toHaveText('可以迁移 2')
    await admin.getByRole('button', { name: '迁移 2 件' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '迁移 2 件' }).click()
    await expect(counts).toHaveText('已迁移 2')
    await window1.goto('/inbox/mine')
    await window1.locator('[data-row]', { hasText: receipt.caseNo }).click()
    await expect(window1.locator('.task h2').first()).toHaveText('收件核验')
    await expect(window1.locator('input[value="power"]')).toBeChecked()
    await complete(window1, { reception: { checked: ['complete', 'form'] } })
    await window1.goto(receipt.caseUrl)
    await expect(window1.locator('header .lb-tag').first()).toContainText('已受理')
    await expect(window1.getByText('施工许可并联审批 v2')).toBeVisible()
  })
})
