import type { Locator, Page } from '@playwright/test'
import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { expectAccessible } from './barriers.ts'
import { expect, shot, test } from './fixtures.ts'

const throwEvent = (id: string, name: string, trigger = ''): string =>
  `<bpmn:intermediateThrowEvent id="${id}" name="${name}">${trigger}</bpmn:intermediateThrowEvent>`

/** Two branches, one of which shall tell the other that the fee is paid: the events are drawn, but say nothing yet. */
const licence = model(
  'licence',
  start().replace(
    '/>',
    '><bpmn:extensionElements><zeebe:formDefinition formId="apply"/></bpmn:extensionElements></bpmn:startEvent>',
  ),
  '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>',
  userTask('pay'),
  throwEvent('tell', '通知已缴费'),
  throwEvent('wait', '等缴费'),
  userTask('deliver'),
  end(),
  line('start', 'fork', 'pay', 'tell', 'join', 'end'),
  line('fork', 'wait', 'deliver', 'join'),
)

const apply = {
  type: 'default',
  id: 'apply',
  components: [{ id: 'shop', type: 'textfield', key: 'shop', label: '店名' }],
}

async function open(admin: Page, id: string, bpmn: string, forms: object = {}): Promise<void> {
  const bundle = { bpmn, forms, documents: {}, decisions: {} }
  const saved = await admin.request.put(`/api/processes/${id}/draft`, { data: { bundle, revision: 0 } })
  expect(saved.status()).toBe(200)
  await admin.goto(`/processes/${id}`)
}

const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: '属性' })
const choose = (page: Page, id: string): Promise<void> => page.locator(`.djs-shape[data-element-id="${id}"]`).click()

async function changeType(page: Page, id: string, to: string): Promise<void> {
  await choose(page, id)
  await page.locator('.djs-context-pad').getByTitle('更改类型').click()
  await page.locator('.djs-popup').getByText(to, { exact: true }).click()
}

async function pick(page: Page, label: string, option: RegExp): Promise<void> {
  await panelOf(page).getByRole('combobox', { name: label, exact: true }).press('Enter')
  await page.getByRole('option', { name: option }).click()
}

interface Draft {
  bundle: { bpmn: string }
}
const savedBpmn = async (page: Page, id: string): Promise<string> =>
  ((await (await page.request.get(`/api/processes/${id}/draft`)).json()) as Draft).bundle.bpmn

test('an admin lets one branch of a case wait for a message of the other, publishes it, and the message arrives', async ({
  visit,
}) => {
  test.setTimeout(180_000)
  const admin = await visit('admin')
  await open(admin, 'licence', licence, { apply })
  const panel = panelOf(admin)
  const problems = admin.getByRole('region', { name: '问题' })

  await test.step('the drawing has no diagram: it is laid out, which is said, and saved', async () => {
    const notice = admin.getByRole('status', { name: '已自动排版' })
    await expect(notice).toContainText('现在的位置是自动排出来的')
    await expect(admin.locator('.djs-shape[data-element-id="deliver"]')).toBeVisible()
    await expectAccessible(admin, 'a drawing that was laid out')
    await shot(admin, 'laid-out')
    await expect.poll(() => savedBpmn(admin, 'licence')).toContain('bpmnElement="deliver"')
    await notice.getByRole('button').click()
    await expect(notice).toBeHidden()
  })

  await test.step('an event that waits for a message says at its field that it lacks one', async () => {
    await changeType(admin, 'wait', '等待消息')
    await expect(panel.getByRole('heading', { name: '等待 · 消息' })).toBeVisible()
    await expect(panel.locator('[data-field="messageRef"] .problem')).toContainText('没有填完整')
    await problems.getByRole('button', { name: /等缴费.*没有填完整/ }).click()
    await expect(panel.getByRole('combobox', { name: '等待哪个消息' })).toBeFocused()
  })

  await test.step('a new message is named after its event, and gets a name and a key of its own', async () => {
    await panel.getByRole('button', { name: '新建消息' }).click()
    await expect(panel.getByLabel('消息名称')).toHaveValue('等缴费')
    await panel.getByLabel('消息名称').fill('已缴费')
    await panel.getByLabel('关联键（FEEL）').fill('caseNo')
    await expect(panel).toContainText('只在这里使用。')
    await shot(admin, 'message')
  })

  await test.step('the other event chooses it; a new name is the name of both, until it is undone', async () => {
    await changeType(admin, 'tell', '发送消息')
    await pick(admin, '发送哪个消息', /^已缴费（1 处使用）$/)
    await panel.getByLabel('消息名称').fill('费用已缴')
    await panel.getByRole('button', { name: '等缴费' }).click()
    await expect(panel.getByRole('heading', { name: '等待 · 消息' })).toBeVisible()
    await expect(panel.getByLabel('消息名称')).toHaveValue('费用已缴')
    await admin.getByRole('button', { name: '撤销' }).click()
    await expect(panel.getByLabel('消息名称')).toHaveValue('已缴费')
    await admin.getByRole('button', { name: '重做' }).click()
    await expect(panel.getByLabel('消息名称')).toHaveValue('费用已缴')
    await expect(problems).toContainText('没有发现问题')
    await expectAccessible(admin, 'a message')
    await shot(admin, 'message-shared')
  })

  await test.step('it is published', async () => {
    await admin.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = admin.getByRole('dialog', { name: /发布/ })
    await dialog.getByRole('button', { name: /发布/ }).last().click()
    await expect(admin.getByText('现行第 1 版')).toBeVisible()
  })

  await test.step('the branch that waits goes on when the other has paid', async () => {
    const desk = await visit('window1')
    const filed = await desk.request.post('/api/cases', { data: { processId: 'licence', data: { shop: '面馆' } } })
    expect(filed.status()).toBe(201)
    const { caseId } = (await filed.json()) as { caseId: string }
    const tasks = async () => {
      const answer = (await (await desk.request.get('/api/tasks?box=department')).json()) as {
        items: { id: string; caseId: string; name: string }[]
      }
      return answer.items.filter((task) => task.caseId === caseId)
    }
    const [pay, ...others] = await tasks()
    expect(pay?.name).toBe('pay')
    expect(others).toEqual([])
    const { revision } = (await (await desk.request.get(`/api/tasks/${pay!.id}`)).json()) as { revision: number }
    const done = await desk.request.post(`/api/tasks/${pay!.id}/complete`, { data: { revision, data: {} } })
    expect(done.ok()).toBe(true)
    await expect.poll(async () => (await tasks()).map(({ name }) => name)).toEqual(['deliver'])
  })
})

/** One of each that has a group in the panel. */
const everything = model(
  'everything',
  start(),
  userTask('apply'),
  '<bpmn:boundaryEvent id="withdrawn" name="撤回" attachedToRef="apply"><bpmn:errorEventDefinition errorRef="lost"/></bpmn:boundaryEvent>',
  '<bpmn:boundaryEvent id="asked" name="催办" attachedToRef="apply" cancelActivity="false"><bpmn:escalationEventDefinition/></bpmn:boundaryEvent>',
  '<bpmn:boundaryEvent id="undo" name="退费" attachedToRef="apply"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>',
  userTask('refund').replace('<bpmn:userTask', '<bpmn:userTask isForCompensation="true"'),
  throwEvent('undoing', '撤销办理', '<bpmn:compensateEventDefinition/>'),
  '<bpmn:callActivity id="call" name="核查"/>',
  '<bpmn:intermediateCatchEvent id="until" name="等材料齐"><bpmn:conditionalEventDefinition/></bpmn:intermediateCatchEvent>',
  throwEvent('broadcast', '全市通知', '<bpmn:signalEventDefinition/>'),
  throwEvent('leave', '去补正', '<bpmn:linkEventDefinition name="补正"/>'),
  '<bpmn:intermediateCatchEvent id="arrive" name="补正"><bpmn:linkEventDefinition name="补正"/></bpmn:intermediateCatchEvent>',
  '<bpmn:dataObject id="o"/><bpmn:dataObjectReference id="papers" name="材料" dataObjectRef="o"/><bpmn:dataObjectReference id="copy" name="材料副本" dataObjectRef="o"/>',
  '<bpmn:dataStoreReference id="register" name="登记簿"/>',
  '<bpmn:userTask id="check" name="check"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="window"/></bpmn:extensionElements>' +
    '<bpmn:property id="held" name="__targetRef_placeholder"/>' +
    '<bpmn:dataInputAssociation id="reads"><bpmn:sourceRef>papers</bpmn:sourceRef><bpmn:targetRef>held</bpmn:targetRef></bpmn:dataInputAssociation>' +
    '<bpmn:dataOutputAssociation id="writes"><bpmn:targetRef>register</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:userTask>',
  end(),
  end('stopped'),
  '<bpmn:association id="undone" sourceRef="undo" targetRef="refund"/>',
  line('start', 'apply', 'call', 'until', 'broadcast', 'undoing', 'leave'),
  line('arrive', 'check', 'end') + flow('withdrawn', 'stopped') + flow('asked', 'stopped'),
).replace('<bpmn:process', '<bpmn:error id="lost" name="申请撤回" errorCode="WITHDRAWN"/><bpmn:process')

test('an admin describes errors, escalations, signals, conditions, links, compensation, calls and data without XML', async ({
  visit,
}) => {
  test.setTimeout(180_000)
  const admin = await visit('admin')
  await open(admin, 'everything', everything)
  const panel = panelOf(admin)

  await test.step('an escalation gets a code; an error whose last user is deleted goes with it, until it is undone', async () => {
    await choose(admin, 'asked')
    await expect(panel.getByRole('heading', { name: '边界事件 · 上报' })).toBeVisible()
    await panel.getByRole('button', { name: '新建上报' }).click()
    await panel.getByLabel('上报代码').fill('URGED')
    await pick(admin, '发生之后', /中断所在环节/)
    await choose(admin, 'withdrawn')
    await expect(panel.getByLabel('错误代码')).toHaveValue('WITHDRAWN')
    await shot(admin, 'error')
    await admin.keyboard.press('Delete')
    await expect.poll(() => savedBpmn(admin, 'everything')).not.toContain('申请撤回')
    await admin.getByRole('button', { name: '撤销' }).click()
    await expect.poll(() => savedBpmn(admin, 'everything')).toContain('申请撤回')
  })

  await test.step('a signal, and a condition', async () => {
    await choose(admin, 'broadcast')
    await panel.getByRole('button', { name: '新建信号' }).click()
    await expect(panel.getByLabel('信号名称')).toHaveValue('全市通知')
    await choose(admin, 'until')
    await panel.getByLabel('成立时触发的条件（FEEL）').fill('材料齐 = true')
    await shot(admin, 'conditional')
  })

  await test.step('a link is renamed at both of its ends', async () => {
    await choose(admin, 'leave')
    await panel.getByLabel('链接名称').fill('补正之后')
    await panel.getByRole('button', { name: '补正', exact: true }).click()
    await expect(panel.getByLabel('链接名称')).toHaveValue('补正之后')
    await shot(admin, 'link')
  })

  await test.step('a compensation undoes one activity of those that can be undone', async () => {
    await choose(admin, 'undoing')
    await pick(admin, '补偿哪个环节', /^apply$/)
    await shot(admin, 'compensation')
  })

  await test.step('a call chooses process, version and what goes along', async () => {
    await choose(admin, 'call')
    await pick(admin, '流程', /施工许可并联审批/)
    await pick(admin, '版本', /带某个标签/)
    await expect(panel.locator('[data-field="versionTag"] .problem')).toContainText('没有填写版本标签')
    await panel.getByLabel('版本标签').fill('2026')
    await panel.getByRole('switch', { name: '带去所有变量' }).press('Space')
    await panel.getByRole('button', { name: '添加一行' }).first().click()
    await panel.getByLabel('变量 1').fill('project')
    await panel.getByLabel('取值（=FEEL） 1').fill('=project')
    await panel.getByLabel('取值（=FEEL） 1').blur()
    await expect(panel.locator('[data-field="versionTag"] .problem')).toHaveCount(0)
    await expectAccessible(admin, 'a call')
    await shot(admin, 'call')
  })

  await test.step('data, and what a step reads and writes of it', async () => {
    await choose(admin, 'papers')
    await expect(panel).toContainText('办件的变量： 材料')
    await panel.getByLabel('变量名').fill('清单')
    await expect(panel).toContainText('办件的变量： 清单')
    await expect(panel.getByRole('button', { name: '材料副本' })).toBeVisible()
    await choose(admin, 'copy')
    await admin.keyboard.press('Delete')
    await choose(admin, 'papers')
    await expect(panel.getByLabel('变量名')).toHaveValue('清单')
    // The pad beside one would cover the other.
    await choose(admin, 'end')
    await choose(admin, 'register')
    await panel.getByRole('button', { name: '新的数据存储' }).click()
    await expect(panel.getByLabel('变量名')).toHaveValue('登记簿')
    await shot(admin, 'data-store')
    await choose(admin, 'check')
    await panel.getByLabel('在环节里叫什么').fill('份数')
    await panel.getByLabel('读取的值（FEEL）').fill('清单.件数')
    await panel.getByLabel('写入的值（FEEL）').fill('登记簿 + 份数')
    await expectAccessible(admin, 'data')
    await shot(admin, 'data-flow')
  })

  await test.step('all of it is in the file', async () => {
    await expect.poll(() => savedBpmn(admin, 'everything')).toContain('登记簿 + 份数')
    const bpmn = await savedBpmn(admin, 'everything')
    expect(bpmn).toMatch(/<bpmn:escalation [^>]*escalationCode="URGED"/)
    expect(bpmn).toMatch(/<bpmn:signal [^>]*name="全市通知"/)
    expect(bpmn).toContain('材料齐 = true</bpmn:condition>')
    expect(bpmn.match(/<bpmn:linkEventDefinition [^>]*name="补正之后"/g)).toHaveLength(2)
    expect(bpmn).toMatch(/<bpmn:compensateEventDefinition [^>]*activityRef="apply"/)
    expect(bpmn).toMatch(
      /<zeebe:calledElement processId="joint-approval" propagateAllParentVariables="false" bindingType="versionTag" versionTag="2026" \/>/,
    )
    expect(bpmn).toMatch(/<bpmn:dataObject [^>]*name="清单"/)
    expect(bpmn).toMatch(/<bpmn:dataStore [^>]*name="登记簿"/)
    expect(bpmn).toMatch(/<bpmn:boundaryEvent id="asked" [^>]*attachedToRef="apply"/)
    expect(bpmn).not.toContain('cancelActivity="false"')
  })
})
