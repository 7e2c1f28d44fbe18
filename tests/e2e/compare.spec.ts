import { AxeBuilder } from '@axe-core/playwright'
import { expect, shot, test } from './fixtures.ts'

test('an admin reads what the draft does differently from a version, and goes to the place', async ({ visit }) => {
  test.setTimeout(120_000)
  const admin = await visit('admin')
  const address = '/api/processes/joint-approval/draft'
  const draft = (await (await admin.request.get(address)).json()) as { bundle: { bpmn: string }; revision: number }
  const bpmn = draft.bundle.bpmn
    .replace(
      '<zeebe:assignmentDefinition candidateGroups="applicant" />',
      '<zeebe:assignmentDefinition candidateGroups="window" />',
    )
    .replace('resultVariable="acceptedOn"', 'resultVariable="acceptedAt"')
  const data = { bundle: { ...draft.bundle, bpmn }, revision: draft.revision }
  expect((await admin.request.put(address, { data })).status()).toBe(200)

  await admin.goto('/processes/joint-approval')
  await admin.getByRole('button', { name: '版本' }).click()
  await admin.getByRole('dialog', { name: '版本' }).getByRole('button', { name: '比较' }).click()
  const dialog = admin.getByRole('dialog', { name: '比较版本' })
  await expect(dialog).toContainText('办理部门由 applicant 改为 window')
  await expect(dialog).toContainText('“记录受理日期”的结果变量由 acceptedOn 改为 acceptedAt')
  await expect(dialog).not.toContainText('流程的文件')
  await shot(admin, 'compare')
  expect((await new AxeBuilder({ page: admin }).include('.el-dialog').analyze()).violations).toEqual([])

  await dialog.getByRole('button', { name: /记录受理日期/ }).click()
  await expect(dialog).toBeHidden()
  await expect(admin.getByRole('complementary', { name: '属性' }).getByLabel('名称', { exact: true })).toHaveValue(
    '记录受理日期',
  )
})
