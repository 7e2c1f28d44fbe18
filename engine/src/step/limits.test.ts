import { describe, expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import {
  almanacOf,
  china,
  definitionOf,
  dueAt,
  dueOn,
  isPaused,
  type Almanac,
  type CalendarDefinition,
  type LimitRule,
} from '../time/index.ts'
import { emptyState, replay } from './apply.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { encodeState, never, type State } from './state.ts'
import { step } from './step.ts'

const at = (text: string): number => Date.parse(text.includes('T') ? `${text}:00+08:00` : `${text}T10:00:00+08:00`)
const over = (day: string): number => Date.parse(`${day}T24:00:00+08:00`)

const district: CalendarDefinition = {
  code: 'CN-XD',
  name: '新都区',
  zone: 'Asia/Shanghai',
  base: 'CN',
  years: { 2026: { off: ['2026-03-04'], work: [], source: '区府办通知' } },
}
const decide = { id: 'PL42', name: '决定', unit: 'wd', kind: 'statutory', basis: '行政许可法第四十二条' } as const
const rules: LimitRule[] = [
  { ...decide, version: 1, n: 20, from: '2019-04-23', extension: { days: 10, by: 'head', times: 2 } },
  { ...decide, version: 2, n: 15, from: '2026-03-10' },
]
const document = { revision: 3, calendars: [definitionOf(china, '全国'), district], rules }

/** One user task with these extensions, inside a sub-process with others; what stands on its border. */
async function given(inner: string, { outer = '', border = '' } = {}) {
  const ext = (xml: string): string => `<bpmn:extensionElements>${xml}</bpmn:extensionElements>`
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="t"><bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:subProcess id="whole">${outer ? ext(outer) : ''}<bpmn:startEvent id="b"/>
    <bpmn:userTask id="work" name="审查">${ext(`<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="x"/>${inner}`)}</bpmn:userTask>
    <bpmn:userTask id="after">${ext('<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="x"/>')}</bpmn:userTask>
    <bpmn:endEvent id="d"/>${border}
    <bpmn:sequenceFlow id="f1" sourceRef="b" targetRef="work"/><bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="after"/>
    <bpmn:sequenceFlow id="f3" sourceRef="after" targetRef="d"/></bpmn:subProcess><bpmn:endEvent id="e"/>
    <bpmn:sequenceFlow id="f4" sourceRef="s" targetRef="whole"/><bpmn:sequenceFlow id="f5" sourceRef="whole" targetRef="e"/>
    </bpmn:process></bpmn:definitions>`
  const compiled = await compile(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [graph] = compiled.graphs
  let almanac: Almanac = almanacOf(document)
  let state: State = emptyState()
  const recorded: { event: Event; at: number }[] = []
  const give = (on: string, command: Command): string => {
    const calendar = almanac.calendars.get('CN')!
    const result = step(graph!, state, command, { at: at(on), calendar, almanac })
    if ('rejection' in result) return result.rejection.code
    state = result.state
    recorded.push(...result.events.map((event) => ({ event, at: result.state.at })))
    expect(encodeState(replay(recorded))).toBe(encodeState(state))
    return 'done'
  }
  const instance = (element: string) => [...state.instances.values()].find((each) => each.element === element)!
  const calendarOf = (element: string) => {
    const { limit } = instance(element).clock!
    return almanac.calendars.get(limit.calendar ?? 'CN')!
  }
  return {
    give,
    start: (on: string, variables = {}) => give(on, { type: 'start', case: 'c', version: 1, variables }),
    set: (on: string, variables: Record<string, string | null>) => give(on, { type: 'setVariables', variables }),
    complete: (on: string, variables: Record<string, never> = {}, element = 'work') =>
      give(on, { type: 'completeTask', key: instance(element).key, by: 'li', variables }),
    key: (element = 'work') => instance(element).key,
    clock: (element = 'work') => instance(element)?.clock,
    due: (element = 'work') => dueOn(instance(element).clock!, calendarOf(element)),
    instant: (element = 'work') => dueAt(instance(element).clock!, calendarOf(element)),
    timers: (element = 'work') => instance(element).timers?.map(({ due }) => due),
    incident: (element = 'work') => instance(element).incident?.code,
    events: (type: Event['type']) => recorded.flatMap(({ event }) => (event.type === type ? [event] : [])),
    change: (on: string, next: typeof document) => {
      const before = { calendar: almanac.calendars.get('CN')!, almanac }
      almanac = almanacOf({ ...next, revision: almanac.revision + 1 }, almanac)
      return give(on, { type: 'deriveDueDays', before })
    },
  }
}

const timer = (deadline: string): string =>
  `<bpmn:boundaryEvent id="t" attachedToRef="work" cancelActivity="false"><bpmn:timerEventDefinition lianban:deadline="${deadline}"/></bpmn:boundaryEvent>
   <bpmn:endEvent id="te"/><bpmn:sequenceFlow id="tf" sourceRef="t" targetRef="te"/>`

describe('a limit of the register', () => {
  it('is taken in the version that is in force, and kept with everything it allows', async () => {
    const running = await given('<lianban:limit rule="PL42"/>')
    running.start('2026-03-09')
    expect(running.clock()!.limit).toMatchObject({ n: 20, rule: { id: 'PL42', version: 1 }, kind: 'statutory' })
    const extend = { type: 'extendClock', key: running.key(), by: 'w', reason: '复杂', authority: 'head' } as const
    expect(running.give('2026-03-10', { ...extend, days: 4 })).toBe('done')
    expect(running.give('2026-03-10', { ...extend, days: 7 })).toBe('extension-too-long')
    expect(running.give('2026-03-10', { ...extend, days: 6 })).toBe('done')
    expect(running.give('2026-03-10', { ...extend, days: 1 })).toBe('extended-before')
    expect(running.due()).toBe('2026-04-21')
  })

  it('is that of the day of acceptance, for limits inside too', async () => {
    const outer = '<lianban:limit value="45" unit="wd" kind="statutory" basis="b" startsOn="2026-03-06"/>'
    const running = await given('<lianban:limit rule="PL42" kind="step"/>', { outer })
    running.start('2026-03-12')
    expect(running.clock()!.limit).toMatchObject({ n: 20, kind: 'step', rule: { version: 1 } })
  })

  it('that was not in force yet stops the case with an incident', async () => {
    const running = await given('<lianban:limit rule="PL42" startsOn="2019-01-01"/>')
    running.start('2026-03-12')
    expect(running.incident()).toBe('no-such-rule')
  })
})

describe('a limit on a calendar of its own', () => {
  it('counts there, and so does what is reckoned inside it', async () => {
    const limit = '<lianban:limit value="3" unit="wd" basis="b" calendar="CN-XD"/>'
    const running = await given(limit, { border: timer('wd(2)') })
    running.start('2026-03-02')
    expect(running.due()).toBe('2026-03-06')
    expect(running.timers()).toEqual([over('2026-03-05')])
  })

  it('that does not exist stops the case with an incident', async () => {
    const running = await given('<lianban:limit value="3" unit="wd" basis="b" calendar="XX"/>')
    running.start('2026-03-02')
    expect(running.incident()).toBe('no-such-calendar')
  })
})

describe('the first day of a limit', () => {
  const limit = (more = ''): string =>
    `<lianban:limit value="20" unit="wd" kind="statutory" basis="b" startsOn="=received" ${more}/>`

  it('may become known later: until then nothing runs, and nothing can be stopped', async () => {
    const running = await given(limit(), { border: timer('due') })
    running.start('2026-04-13', { received: null })
    expect(running.clock()!.startedOn).toBeUndefined()
    expect(running.timers()).toEqual([never])
    const stop = { type: 'stopClock', key: running.key(), by: 'li', ground: 'testing', document: 'x' } as const
    expect(running.give('2026-04-14', stop)).toBe('not-started')
    expect(running.set('2026-04-21', { received: '2026-04-20' })).toBe('done')
    expect(running.due()).toBe('2026-05-20')
    expect(running.timers()).toEqual([over('2026-05-20')])
  })

  it('restarts the whole limit where it moves on, and only where the limit says so (H2)', async () => {
    const [plain, restarting] = [await given(limit()), await given(limit('restarts="true"'), { border: timer('due') })]
    for (const running of [plain, restarting]) {
      running.start('2026-04-20', { received: '2026-04-20' })
      running.set('2026-05-12', { received: '2026-05-12' })
    }
    expect(plain.due()).toBe('2026-05-20')
    expect(restarting.due()).toBe('2026-06-09')
    expect(restarting.timers()).toEqual([over('2026-06-09')])
    expect(restarting.clock()!.restarts).toEqual(['2026-04-20'])
    restarting.set('2026-05-13', { received: '2026-05-01' })
    expect(restarting.due()).toBe('2026-06-09')
  })
})

describe('a special procedure in the drawing', () => {
  const outer = '<lianban:limit value="20" unit="wd" kind="statutory" basis="b"/>'
  const stop = (more = ''): string => `<lianban:stop ground="hearing" document="=notice" ${more}/>`

  it('stops the clock around it while it is at work', async () => {
    const running = await given(stop('until="2026-03-18"'), { outer })
    running.start('2026-03-02', { notice: '听告 1 号' })
    expect(isPaused(running.clock('whole')!)).toBe(true)
    running.complete('2026-03-06')
    expect(isPaused(running.clock('whole')!)).toBe(false)
    expect(running.due('whole')).toBe('2026-04-03')
    const [stopped] = running.events('clockStopped')
    expect(stopped).toMatchObject({ ground: 'hearing', document: '听告 1 号', until: '2026-03-18' })
  })

  it('ends its stop when it is cut short', async () => {
    const border = timer('wd(1)').replace(' cancelActivity="false"', '')
    const running = await given(stop('until="2026-03-18"'), { outer, border })
    running.start('2026-03-02', { notice: '听告 1 号' })
    const due = running.timers()![0]!
    const fire = { type: 'fireTimer', key: running.key(), element: 't', due } as const
    expect(running.give('2026-03-04', fire)).toBe('done')
    expect(running.events('clockResumed')).toMatchObject([{ on: '2026-03-04' }])
  })

  it.each([
    [stop(), outer, '听告 1 号'],
    [stop('until="2026-03-18"'), '', '听告 1 号'],
    [stop('until="2026-03-18"').replace('hearing', 'leave'), outer, '听告 1 号'],
    [stop('until="2026-03-18"'), outer, ''],
  ])('without estimate, limit, lawful ground or notice does not begin (%#)', async (inner, around, notice) => {
    const running = await given(inner, { outer: around })
    running.start('2026-03-02', { notice })
    expect(running.incident()).toMatch(/stop-refused|wrong-type/)
  })
})

describe('a notice of what is to be supplemented', () => {
  const asks = (items: string[]) => ({ missing: items }) as never

  it('is given once: a second one names nothing new (A5)', async () => {
    const border = `<bpmn:boundaryEvent id="t" attachedToRef="after"><bpmn:timerEventDefinition lianban:deadline="wd(1)"/></bpmn:boundaryEvent>
      <bpmn:sequenceFlow id="tf" sourceRef="t" targetRef="work"/>`
    const running = await given('<lianban:notice items="=missing"/>', { border })
    running.start('2026-03-02')
    expect(running.complete('2026-03-02', asks(['合同', '资金证明']))).toBe('done')
    const again = running.key('after')
    expect(running.give('2026-03-04', { type: 'fireTimer', key: again, element: 't', due: over('2026-03-03') })).toBe(
      'done',
    )
    expect(running.complete('2026-03-04', asks(['勘察报告', '合同']))).toBe('second-notice')
    expect(running.complete('2026-03-04', asks(['合同']))).toBe('done')
    expect(running.events('noticeGiven')).toMatchObject([{ items: ['合同', '资金证明'] }, { items: ['合同'] }])
  })
})

describe('limits in hours', () => {
  it('end at an instant, and deadlines with them', async () => {
    const limit = '<lianban:limit value="8" unit="wh" basis="b"/>'
    const running = await given(limit, { border: timer('due') })
    running.start('2026-03-02T10:00')
    expect(running.instant()).toBe(at('2026-03-03T11:00'))
    expect(running.timers()).toEqual([at('2026-03-03T11:00')])
  })
})

describe('deadlines that are derived again', () => {
  it('count from the moment at which they were armed, not from the day of the pause', async () => {
    const limit = '<lianban:limit value="20" unit="wd" kind="statutory" basis="b"/>'
    const running = await given(limit, { border: timer('wd(5)') })
    running.start('2026-03-02')
    const stop = { key: running.key(), by: 'li', document: 'x' }
    running.give('2026-03-05', { type: 'stopClock', ...stop, ground: 'testing', until: '2026-03-06' })
    running.give('2026-03-06', { type: 'resumeClock', ...stop })
    expect(running.timers()).toEqual([over('2026-03-09')])
  })

  it.each([
    ['cd(10, roll)', '2026-04-07'],
    ['cd(n: 10, roll: false)', '2026-04-05'],
    ['minCd(10)', '2026-04-05'],
    ['cdBefore(date(&quot;2026-04-30&quot;), 15, strictGap)', '2026-04-14'],
    ['wdBefore(due, 1)', '2026-04-21'],
  ])('say %s in words of the law', async (deadline, day) => {
    const running = await given('<lianban:limit value="18" unit="wd" basis="b"/>', { border: timer(deadline) })
    running.start('2026-03-26')
    expect(running.timers()).toEqual([over(day)])
  })

  it('follow a change of the calendar once, and only where it counts', async () => {
    const limit = '<lianban:limit value="5" unit="wd" basis="b" calendar="CN-XD"/>'
    const running = await given(limit, { border: timer('wdBefore(due, 1)') })
    running.start('2026-03-05')
    expect(running.due()).toBe('2026-03-12')
    const off = (days: string[]) => ({
      ...document,
      calendars: [document.calendars[0]!, { ...district, years: { 2026: { off: days, work: [], source: '通知' } } }],
    })
    expect(running.change('2026-03-06', off(['2026-03-09']))).toBe('done')
    expect(running.events('dueDerived')).toMatchObject([{ from: '2026-03-12', to: '2026-03-13', calendar: 'CN-XD' }])
    expect(running.timers()).toEqual([over('2026-03-12')])
    running.change('2026-03-06', off(['2026-03-09', '2026-09-09']))
    expect(running.events('dueDerived')).toHaveLength(1)
    running.change('2026-03-06', off(['2026-03-04']))
    expect(running.due()).toBe('2026-03-12')
    expect(running.timers()).toEqual([over('2026-03-11')])
  })
})
