import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { expect, shot, test } from './fixtures.ts'

/** Two departments at the same time, which meet without a join; drawn, so that the designer can show it. */
function drawing(): string {
  const xml = model(
    'unsound',
    start(),
    '<bpmn:parallelGateway id="split" name="分送"/>',
    userTask('land', 'nr'),
    userTask('fire', 'fire'),
    '<bpmn:exclusiveGateway id="meet" name="会合"/>',
    userTask('decide', 'zj'),
    end(),
    line('start', 'split', 'land', 'meet', 'decide', 'end'),
    line('split', 'fire', 'meet'),
  )
  const places: Record<string, [number, number, number, number]> = {
    start: [150, 180, 36, 36],
    split: [240, 173, 50, 50],
    land: [340, 80, 100, 80],
    fire: [340, 240, 100, 80],
    meet: [490, 173, 50, 50],
    decide: [590, 158, 100, 80],
    end: [740, 180, 36, 36],
  }
  const shapes = Object.entries(places).map(
    ([id, [x, y, width, height]]) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`,
  )
  const middle = (id: string): string => {
    const [x, y, width, height] = places[id]!
    return `<di:waypoint x="${x + width / 2}" y="${y + height / 2}"/>`
  }
  const edges = [...xml.matchAll(/<bpmn:sequenceFlow id="([^"]*)" sourceRef="([^"]*)" targetRef="([^"]*)"/g)].map(
    ([, id, from, to]) =>
      `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${middle(from!)}${middle(to!)}</bpmndi:BPMNEdge>`,
  )
  const spaces =
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
  return xml
    .replace('targetNamespace=', `${spaces} targetNamespace=`)
    .replace(
      '</bpmn:definitions>',
      `<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="unsound">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`,
    )
}

test('an admin is told how two branches meet without a join, and mends it with one click', async ({ visit }) => {
  test.setTimeout(120_000)
  const admin = await visit('admin')
  const saved = await admin.request.put('/api/processes/unsound/draft', {
    data: { bundle: { bpmn: drawing(), forms: {}, documents: {}, decisions: {} }, revision: 0 },
  })
  expect(saved.status()).toBe(200)
  await admin.goto('/processes/unsound')

  const problems = admin.getByRole('region', { name: '问题' })
  await expect(problems).toContainText('“decide”会被办两次')
  await expect(problems).toContainText('怎样会出现：')
  await shot(admin, 'unsound')
  await problems.getByRole('button', { name: '把“会合”改为并行网关' }).click()
  await expect(problems).toContainText('没有发现问题')
  await shot(admin, 'mended')
  await admin
    .locator('.djs-container')
    .first()
    .click({ position: { x: 5, y: 5 } })
  await admin.keyboard.press('Control+z')
  await expect(problems).toContainText('“decide”会被办两次')
})
