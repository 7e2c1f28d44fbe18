import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertModel } from '@lianban/engine/convert'
import { expect, shot, test } from './fixtures.ts'

const model = (name: string): string => readFileSync(join(import.meta.dirname, '../convert', `${name}.bpmn`), 'utf8')

/** Models of other engines that came without a diagram, with all that is drawn in another way than a task. */
const names = [
  'camunda/booking',
  'camunda/data-drawn',
  'camunda/errors',
  'camunda/send-and-throw',
  'flowable/ad-hoc',
  'flowable/event-listeners',
  'flowable/messages-in-handlers',
  'flowable/reimbursement',
]

test('converted models without a diagram open with a shape for each node and a line for each flow', async ({
  visit,
}) => {
  test.setTimeout(180_000)
  const admin = await visit('admin')
  for (const name of names) {
    await test.step(name, async () => {
      const converted = await convertModel(model(name))
      // Many of them have the same id; here each is a process of its own.
      const id = name.replace('/', '-')
      const bpmn = (converted.ok ? converted.xml : '').replace(/(process [^>]*\bid=)"[^"]+"/, `$1"${id}"`)
      const bundle = { bpmn, forms: {}, documents: {}, decisions: {} }
      const saved = await admin.request.put(`/api/processes/${id}/draft`, { data: { bundle, revision: 0 } })
      expect(saved.status()).toBe(200)
      await admin.goto(`/processes/${id}`)
      await expect(admin.getByRole('status', { name: '已自动排版' })).toBeVisible()

      const ids = (pattern: RegExp): string[] => [...bpmn.matchAll(pattern)].map((found) => found[1]!)
      const nodes = ids(
        /<(?:\w+:)?\w*(?:Task|Event|Gateway|[sS]ubProcess|Activity|transaction|ObjectReference) id="([^"]+)"/g,
      )
      const flows = ids(/<(?:\w+:)?(?:sequenceFlow|association) id="([^"]+)"/g)
      expect(nodes.length).toBeGreaterThan(1)
      for (const node of nodes)
        await expect(admin.locator(`.djs-shape[data-element-id="${node}"]`).first()).toBeAttached()
      for (const flow of flows) await expect(admin.locator(`.djs-connection[data-element-id="${flow}"]`)).toBeAttached()
      await shot(admin, `laid-out-${name.replace('/', '-')}`)
    })
  }
})

const pools = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <collaboration id="together"><participant id="centre" name="政务中心" processRef="pools"/><participant id="applicant" name="申请人"/>
    <messageFlow id="apply" sourceRef="applicant" targetRef="receive"/></collaboration>
  <process id="pools" isExecutable="true">
    <laneSet id="lanes"><lane id="window" name="窗口"><flowNodeRef>receive</flowNodeRef><flowNodeRef>hand</flowNodeRef><flowNodeRef>over</flowNodeRef></lane>
      <lane id="office" name="业务科室"><flowNodeRef>review</flowNodeRef></lane></laneSet>
    <startEvent id="receive" name="收件"/><task id="review" name="审查"/><task id="hand" name="送达"/><endEvent id="over" name="办结"/>
    <sequenceFlow id="a" sourceRef="receive" targetRef="review"/><sequenceFlow id="b" sourceRef="review" targetRef="hand"/>
    <sequenceFlow id="c" sourceRef="hand" targetRef="over"/>
    <textAnnotation id="note"><text>五个工作日内办结</text></textAnnotation><association id="about" sourceRef="review" targetRef="note"/>
  </process></definitions>`

test('pools and lanes hold what belongs to them; several processes without a pool are given one, which is said', async ({
  visit,
}) => {
  test.setTimeout(120_000)
  const admin = await visit('admin')
  const open = async (id: string, bpmn: string): Promise<void> => {
    const bundle = { bpmn, forms: {}, documents: {}, decisions: {} }
    await admin.request.put(`/api/processes/${id}/draft`, { data: { bundle, revision: 0 } })
    await admin.goto(`/processes/${id}`)
    await expect(admin.locator('.djs-shape').first()).toBeAttached()
  }
  const notice = admin.getByRole('status', { name: '已自动排版' })

  await open('pools', pools)
  await expect(notice).not.toContainText('泳池')
  const shape = (id: string) => admin.locator(`.djs-shape[data-element-id="${id}"]`)
  for (const id of ['centre', 'applicant', 'window', 'office', 'note']) await expect(shape(id)).toBeAttached()
  const [lane, task] = await Promise.all([shape('office').boundingBox(), shape('review').boundingBox()])
  expect(task!.y).toBeGreaterThan(lane!.y)
  expect(task!.y + task!.height).toBeLessThan(lane!.y + lane!.height)
  await shot(admin, 'laid-out-pools')

  await open(
    'two',
    pools.replace(/<collaboration[^]*<\/collaboration>/, '<process id="two"><task id="check"/></process>'),
  )
  await expect(notice).toContainText('已为每个流程画了一个泳池')
  await expect(shape('check')).toBeAttached()
  await expect(shape('Participant_two')).toBeAttached()
})
