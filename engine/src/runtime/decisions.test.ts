import { expect, test } from 'vitest'
import { memoryStore } from '../store/memory/index.ts'
import { stoppedClock } from './clock.ts'
import { openRuntime, type Runtime } from './runtime.ts'

const dmn = (text: string, tag?: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="d" namespace="d">
  <decision id="answer" name="Answer">
    ${tag === undefined ? '' : `<extensionElements><zeebe:versionTag value="${tag}"/></extensionElements>`}
    <variable name="Answer"/><literalExpression><text>"${text}"</text></literalExpression>
  </decision>
</definitions>`

const bpmn = (process: string, binding: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <bpmn:process id="${process}" isExecutable="true">
    <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="decide"/>
    <bpmn:businessRuleTask id="decide"><bpmn:extensionElements>
      <zeebe:calledDecision decisionId="answer" resultVariable="answer" ${binding}/>
    </bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:sequenceFlow id="f2" sourceRef="decide" targetRef="end"/><bpmn:endEvent id="end"/>
  </bpmn:process>
</bpmn:definitions>`

const open = (): Promise<Runtime> =>
  openRuntime({
    store: memoryStore(),
    clock: stoppedClock(0),
    onError(error) {
      throw error
    },
  })

async function deploy(runtime: Runtime, process: string, binding: string, file?: string) {
  const decisions = file === undefined ? {} : { 'answer.dmn': file }
  return runtime.deploy({ bpmn: bpmn(process, binding), resources: { decisions }, by: 'test' })
}

async function answer(runtime: Runtime, process: string, version?: number): Promise<unknown> {
  const started = await runtime.start({ process, ...(version === undefined ? {} : { version }) })
  if (!started.ok) throw new Error(started.rejection.words)
  const row = await runtime.store.case(started.caseId)
  return row?.state.instances.get(1)?.variables?.['answer']
}

test('by default the latest publication of the decision is asked, whatever process it came with', async () => {
  const runtime = await open()
  await deploy(runtime, 'first', '', dmn('old'))
  expect(await answer(runtime, 'first')).toBe('old')
  await deploy(runtime, 'second', '', dmn('new'))
  expect(await answer(runtime, 'first')).toBe('new')
  await runtime.close()
})

test('bound to the deployment, a version keeps its decision', async () => {
  const runtime = await open()
  await deploy(runtime, 'first', 'bindingType="deployment"', dmn('old'))
  await deploy(runtime, 'first', 'bindingType="deployment"', dmn('new'))
  expect(await answer(runtime, 'first', 1)).toBe('old')
  expect(await answer(runtime, 'first')).toBe('new')
  await runtime.close()
})

test('bound by a tag, the latest publication with the tag is asked', async () => {
  const runtime = await open()
  const bound = 'bindingType="versionTag" versionTag="2026"'
  await deploy(runtime, 'first', bound, dmn('law of 2026', '2026'))
  await deploy(runtime, 'second', '', dmn('draft', 'draft'))
  expect(await answer(runtime, 'first')).toBe('law of 2026')
  await runtime.close()
})

test('a process whose decision nobody has published is refused, with a remedy', async () => {
  const runtime = await open()
  const refused = await deploy(runtime, 'first', '')
  expect(refused.ok).toBe(false)
  expect(refused.problems).toEqual([
    expect.objectContaining({ code: 'decision-missing', element: 'decide', field: 'decisionId' }),
  ])
  await runtime.close()
})

test('the record keeps which rules fired', async () => {
  const runtime = await open()
  const table = `<decisionTable hitPolicy="COLLECT"><input><inputExpression><text>1</text></inputExpression></input><output/>
    <rule><inputEntry><text>1</text></inputEntry><outputEntry><text>"a"</text></outputEntry></rule>
    <rule><inputEntry><text>2</text></inputEntry><outputEntry><text>"b"</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"c"</text></outputEntry></rule></decisionTable>`
  const file = dmn('').replace(/<literalExpression>.*<\/literalExpression>/, table)
  await deploy(runtime, 'first', '', file)
  const started = await runtime.start({ process: 'first' })
  const events = started.ok ? await runtime.store.events(started.caseId) : []
  const made = events.map(({ event }) => event).find(({ type }) => type === 'decisionMade')
  expect(made).toMatchObject({
    element: 'decide',
    decision: 'answer',
    process: 'first',
    version: 1,
    fired: [{ decision: 'answer', name: 'Answer', rules: [1, 3] }],
  })
  await runtime.close()
})
