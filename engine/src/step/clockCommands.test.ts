import { describe, expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import { china, dueOn, isPaused } from '../time/index.ts'
import { emptyState, replay } from './apply.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { encodeState, never, type State } from './state.ts'
import { step } from './step.ts'

const day = (iso: string): number => Date.parse(`${iso}T10:00:00+08:00`)

/** A review of twenty working days that may be extended by ten, with a reminder a day before and a card when it is over. */
async function review() {
  const timer = (id: string, deadline: string): string =>
    `<bpmn:boundaryEvent id="${id}" attachedToRef="review" cancelActivity="false"><bpmn:timerEventDefinition lianban:deadline="${deadline}"/></bpmn:boundaryEvent>
     <bpmn:endEvent id="${id}End"/><bpmn:sequenceFlow id="${id}Flow" sourceRef="${id}" targetRef="${id}End"/>`
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="t"><bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:userTask id="review"><bpmn:extensionElements><zeebe:userTask/>
      <zeebe:assignmentDefinition candidateGroups="planning"/>
      <lianban:limit value="20" unit="wd" kind="statutory" basis="行政许可法第四十二条" extension="10" extendedBy="head"/>
    </bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="e"/>${timer('late', 'due')}${timer('soon', 'wdBefore(due, 1)')}
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="review"/><bpmn:sequenceFlow id="g" sourceRef="review" targetRef="e"/>
    </bpmn:process></bpmn:definitions>`
  const compiled = await compile(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [graph] = compiled.graphs
  let state: State = emptyState()
  const recorded: { event: Event; at: number }[] = []
  const give = (on: string, command: Command): string => {
    const result = step(graph!, state, command, { at: day(on), calendar: china })
    if ('rejection' in result) return result.rejection.code
    state = result.state
    recorded.push(...result.events.map((event) => ({ event, at: result.state.at })))
    expect(encodeState(replay(recorded))).toBe(encodeState(state))
    return 'done'
  }
  give('2026-03-02', { type: 'start', case: 'c', version: 1 })
  const clocked = () => [...state.instances.values()].find(({ clock }) => clock)!
  const { key } = clocked()
  return {
    due: () => dueOn(clocked().clock!, china),
    paused: () => isPaused(clocked().clock!),
    timers: () => Object.fromEntries(clocked().timers!.map(({ element, due }) => [element, due])),
    stop: (on: string, more: object = {}) =>
      give(on, {
        type: 'stopClock',
        key,
        by: 'li',
        ground: 'expertReview',
        document: '告知书 1 号',
        until: '2026-04-30',
        ...more,
      }),
    resume: (on: string, more: object = {}) =>
      give(on, { type: 'resumeClock', key, by: 'li', document: '告知书 1 号', ...more }),
    extend: (on: string, more: object = {}) =>
      give(on, { type: 'extendClock', key, by: 'wang', days: 10, reason: '案情复杂', authority: 'head', ...more }),
  }
}

const over = (iso: string): number => Date.parse(`${iso}T24:00:00+08:00`)

describe('a legal clock', () => {
  it('stands still for an expert review and takes its deadlines with it (A4)', async () => {
    const clock = await review()
    expect(clock.due()).toBe('2026-03-30')
    expect(clock.timers()).toEqual({ late: over('2026-03-30'), soon: over('2026-03-27') })
    expect(clock.stop('2026-03-09', { until: '2026-03-18' })).toBe('done')
    expect(clock.paused()).toBe(true)
    expect(clock.timers()).toEqual({ late: never, soon: never })
    expect(clock.resume('2026-03-18')).toBe('done')
    expect(clock.due()).toBe('2026-04-09')
    expect(clock.timers()).toEqual({ late: over('2026-04-09'), soon: over('2026-04-08') })
  })

  it('is extended once, and its deadlines move (A2)', async () => {
    const clock = await review()
    expect(clock.extend('2026-03-30')).toBe('done')
    expect(clock.due()).toBe('2026-04-14')
    expect(clock.timers()['late']).toBe(over('2026-04-14'))
    expect(clock.extend('2026-03-30')).toBe('extended-before')
  })

  it('refuses every abuse by name, and nothing changes', async () => {
    const clock = await review()
    expect(clock.stop('2026-03-09', { document: ' ' })).toBe('notice-missing')
    expect(clock.stop('2026-03-09', { ground: 'leave' })).toBe('ground-not-allowed')
    expect(clock.stop('2026-03-09', { on: '2026-03-06' })).toBe('back-dated')
    expect(clock.stop('2026-03-09', { until: undefined })).toBe('estimate-missing')
    expect(clock.stop('2026-03-09', { until: '2026-03-06' })).toBe('estimate-missing')
    expect(clock.resume('2026-03-09')).toBe('not-stopped')
    expect(clock.extend('2026-03-09', { authority: 'planning' })).toBe('wrong-signatory')
    expect(clock.extend('2026-03-09', { days: 11 })).toBe('extension-too-long')
    expect(clock.extend('2026-03-09', { reason: '' })).toBe('reason-missing')
    expect(clock.extend('2026-03-31')).toBe('limit-over')
    expect(clock.stop('2026-03-31')).toBe('limit-over')
    expect(clock.due()).toBe('2026-03-30')
  })

  it('takes a notice for one stop only', async () => {
    const clock = await review()
    clock.stop('2026-03-09')
    expect(clock.stop('2026-03-10')).toBe('notice-used')
    expect(clock.stop('2026-03-10', { document: '告知书 2 号', ground: 'testing' })).toBe('done')
    clock.resume('2026-03-12')
    expect(clock.paused()).toBe(true)
    expect(clock.resume('2026-03-18', { document: '告知书 2 号' })).toBe('done')
    expect(clock.due()).toBe('2026-04-09')
  })
})
