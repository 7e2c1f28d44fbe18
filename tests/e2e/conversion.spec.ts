import { AxeBuilder } from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, shot, test } from './fixtures.ts'

/** 报销审批 as Flowable has it, with two things that only a person can convert, and a place for each element. */
function flowableModel(): string {
  const xml = readFileSync(join(import.meta.dirname, '../convert/flowable/reimbursement.bpmn'), 'utf8')
    .replace('flowable:assignee="${deptLeader}"', 'flowable:assignee="${deptService.leaderOf(execution)}"')
    .replace(
      '<bpmn:signal id="paid" name="已打款" />',
      '<bpmn:signal id="paid" name="已打款" flowable:scope="processInstance" />',
    )
  const places: Record<string, [number, number, number, number]> = {
    start: [150, 180, 36, 36],
    manager: [240, 158, 100, 80],
    checked: [390, 173, 50, 50],
    director: [490, 60, 100, 80],
    cashier: [640, 158, 100, 80],
    done: [800, 180, 36, 36],
    stopped: [397, 300, 36, 36],
  }
  const middle = (id: string): string => {
    const [x, y, width, height] = places[id]!
    return `<di:waypoint x="${x + width / 2}" y="${y + height / 2}"/>`
  }
  const shapes = Object.entries(places).map(
    ([id, [x, y, width, height]]) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`,
  )
  const flows = [...xml.matchAll(/<bpmn:sequenceFlow id="(\w+)"[^>]*sourceRef="(\w+)" targetRef="(\w+)"/g)]
  const edges = flows.map(
    ([, id, from, to]) =>
      `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${middle(from!)}${middle(to!)}</bpmndi:BPMNEdge>`,
  )
  const spaces =
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
  return xml.replace(
    '</bpmn:definitions>',
    `<bpmndi:BPMNDiagram ${spaces} id="d"><bpmndi:BPMNPlane id="p" bpmnElement="reimbursement">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`,
  )
}

test('an admin imports a model of Flowable, reads what became of it, and settles what was left', async ({ visit }) => {
  test.setTimeout(180_000)
  const admin = await visit('admin')
  await admin.goto('/processes')
  const file = { name: 'reimbursement.bpmn', mimeType: 'application/xml', buffer: Buffer.from(flowableModel()) }
  await admin.locator('input[type="file"]').setInputFiles(file)

  const dialog = admin.getByRole('dialog', { name: '转换“reimbursement.bpmn”' })
  await expect(dialog).toContainText('2 处要由人处理')
  await expect(dialog).toContainText('${deptService.leaderOf(execution)}')
  await expect(dialog).toContainText('由字段生成的表单：manager')
  await shot(admin, 'conversion')
  const axe = await new AxeBuilder({ page: admin }).include('.el-dialog').analyze()
  expect(axe.violations).toEqual([])
  await dialog.getByText(/^全部/).click()
  await expect(dialog).toContainText('managerResult = "pass" and amount > 10000')

  await dialog.getByRole('button', { name: '导入转换后的图' }).click()
  await admin.waitForURL(/\/processes\/reimbursement$/)
  const problems = admin.getByRole('region', { name: '问题' })
  await expect(problems).toContainText('“部门经理审批”的 flowable:assignee 没有转换')
  await expect(problems).toContainText('“已打款”的 flowable:scope 没有转换')

  await admin.getByRole('button', { name: '转换报告' }).click()
  const report = admin.getByRole('dialog', { name: '转换报告' })
  await shot(admin, 'conversion-report')
  await report.getByRole('button', { name: /部门经理审批/ }).click()
  const panel = admin.getByRole('complementary', { name: '属性' })
  await expect(panel.getByRole('heading', { name: '转换遗留' })).toBeVisible()
  await expect(panel).toContainText('${deptService.leaderOf(execution)}')
  await shot(admin, 'conversion-note')
  await panel.getByRole('button', { name: '已处理，删除标注' }).click()
  await expect(problems).not.toContainText('flowable:assignee')

  // What has no shape of its own stands at the process.
  await admin.getByRole('button', { name: '转换报告' }).click()
  await report.getByRole('button', { name: /已打款/ }).click()
  await expect(panel).toContainText('flowable:scope')
  await panel.getByRole('button', { name: '已处理，删除标注' }).click()
  await expect(problems).not.toContainText('没有转换')
  await expect(admin.getByText(/已保存/).first()).toBeVisible()
  const draft = (await (await admin.request.get('/api/processes/reimbursement/draft')).json()) as {
    bundle: { bpmn: string; forms: Record<string, unknown> }
  }
  expect(draft.bundle.bpmn).not.toContain('lianban:unconverted')
  expect(Object.keys(draft.bundle.forms)).toEqual(['manager'])
})

test('a model may be imported without a conversion, or left alone, and others are not asked about', async ({
  visit,
}) => {
  test.setTimeout(120_000)
  const admin = await visit('admin')
  await admin.goto('/processes')
  const file = { name: 'reimbursement.bpmn', mimeType: 'application/xml', buffer: Buffer.from(flowableModel()) }
  const dialog = admin.getByRole('dialog', { name: '转换“reimbursement.bpmn”' })
  await admin.locator('input[type="file"]').setInputFiles(file)
  await expect(dialog).toBeVisible()
  await admin.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(admin).toHaveURL(/\/processes$/)

  await admin.locator('input[type="file"]').setInputFiles(file)
  await dialog.getByRole('button', { name: '不转换，原样导入' }).click()
  await admin.waitForURL(/\/processes\/reimbursement$/)
  await expect(admin.getByRole('button', { name: '转换报告' })).toHaveCount(0)

  await admin.goto('/processes')
  const own = readFileSync(join(import.meta.dirname, '../../processes/fire-acceptance/process.bpmn'), 'utf8')
  await admin.locator('input[type="file"]').setInputFiles({ ...file, name: 'own.bpmn', buffer: Buffer.from(own) })
  await expect(admin.getByRole('dialog', { name: /^转换/ })).toHaveCount(0)
})
