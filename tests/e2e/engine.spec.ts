import { expect, test } from '@playwright/test'
import { bundleEngine } from '../architecture/bundle.ts'

const model = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="demo">
  <bpmn:process id="fee" isExecutable="true">
    <bpmn:startEvent id="start" /> <bpmn:endEvent id="end" />
    <bpmn:scriptTask id="sum"><bpmn:extensionElements>
      <zeebe:script expression="=sum(for share in shares return share * 2)" resultVariable="total" />
    </bpmn:extensionElements></bpmn:scriptTask>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="sum" />
    <bpmn:sequenceFlow id="b" sourceRef="sum" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`

/** Runs inside the browser: one case from start to end, and the drawing written back. */
const use = `
export async function run(model) {
  const engine = await import('/engine.js')
  const { graphs } = await engine.compile(model)
  const command = { type: 'start', case: 'c1', version: 1, variables: { shares: [1, 2, 4] } }
  const moment = { at: Date.parse('2026-04-27T12:00:00+08:00'), calendar: engine.china }
  const { state, events } = engine.step(graphs[0], engine.emptyState(), command, moment)
  const { definitions } = await engine.readModel(model)
  return {
    status: state.status,
    total: state.instances.get(1).variables.total,
    passed: events.filter(({ type }) => type === 'elementCompleted').map(({ element }) => element),
    written: (await engine.writeModel(definitions)).includes('<bpmn:scriptTask id="sum">'),
    node: typeof process !== 'undefined' || typeof require !== 'undefined',
  }
}`
const worker = `import { run } from '/use.js'
postMessage(await run(await (await fetch('/model.bpmn')).text()))`

const expected = { status: 'completed', total: 14, passed: ['start', 'sum', 'end'], written: true, node: false }

test.beforeEach(async ({ page }) => {
  const { code } = await bundleEngine()
  const files: Readonly<Record<string, string>> = {
    '/engine.js': code,
    '/use.js': use,
    '/worker.js': worker,
    '/model.bpmn': model,
  }
  await page.route('http://engine.test/**', (route) => {
    const script = files[new URL(route.request().url()).pathname]
    return script === undefined
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Engine</title>' })
      : route.fulfill({ contentType: 'text/javascript', body: script })
  })
  await page.goto('http://engine.test/')
})

test('the engine runs a case in a page', async ({ page }) => {
  const answer = await page.evaluate(async (bpmn) => {
    const path = '/use.js'
    const { run } = (await import(path)) as { run(model: string): Promise<unknown> }
    return run(bpmn)
  }, model)
  expect(answer).toEqual(expected)
})

test('the engine runs a case in a web worker', async ({ page }) => {
  const answer = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const running = new Worker('/worker.js', { type: 'module' })
        running.addEventListener('message', ({ data }) => resolve(data))
        running.addEventListener('error', ({ message }) => reject(new Error(message)))
      }),
  )
  expect(answer).toEqual(expected)
})
