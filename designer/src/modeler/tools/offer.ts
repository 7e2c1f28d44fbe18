import { isA, service, type DiagramElement } from '../services.ts'
import { attachDeadline } from './attachDeadline.ts'
import { newShape, type Template } from './newShape.ts'

export type Entries = Record<string, { title?: string; className?: string; group?: string; [key: string]: unknown }>

interface Injector {
  get(name: string): unknown
}

interface Create {
  start(event: Event, shape: DiagramElement, context?: object): void
}

export const without = (entries: Entries, unwanted: readonly string[]): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !unwanted.includes(key)))

const notRunnable = ['create.intermediate-event', 'create.task', 'create.participant-expanded', 'create.group']

const userTask: Template = { type: 'bpmn:UserTask' }
const serviceTask: Template = { type: 'bpmn:ServiceTask' }
const parallelGateway: Template = { type: 'bpmn:ParallelGateway' }
const timer: Template = { type: 'bpmn:IntermediateCatchEvent', deadline: '=wd(5)' }

/** The entries of palette and context pad, in the order of use. */
export class Offer {
  readonly #injector: Injector

  constructor(injector: Injector) {
    this.#injector = injector
  }

  palette(entries: Entries): Entries {
    const {
      'create.exclusive-gateway': exclusive,
      'create.subprocess-expanded': subProcess,
      'create.data-object': dataObject,
      'create.data-store': dataStore,
      ...rest
    } = without(entries, notRunnable)
    return {
      ...rest,
      'create.timer-event': this.#create(
        'event',
        'bpmn-icon-intermediate-event-catch-timer',
        'Create timer event',
        timer,
      ),
      'create.user-task': this.#create('activity', 'bpmn-icon-user-task', 'Create user task', userTask),
      'create.service-task': this.#create('activity', 'bpmn-icon-service-task', 'Create service task', serviceTask),
      ...(subProcess ? { 'create.subprocess-expanded': subProcess } : {}),
      ...(exclusive ? { 'create.exclusive-gateway': { ...exclusive, className: 'bpmn-icon-gateway-xor' } } : {}),
      'create.parallel-gateway': this.#create(
        'gateway',
        'bpmn-icon-gateway-parallel',
        'Create parallel gateway',
        parallelGateway,
      ),
      ...(dataObject ? { 'create.data-object': { ...dataObject, group: 'data' } } : {}),
      ...(dataStore ? { 'create.data-store': { ...dataStore, group: 'data' } } : {}),
    }
  }

  contextPad(element: DiagramElement, entries: Entries): Entries {
    const { 'append.append-task': task, ...rest } = without(entries, ['append.intermediate-event'])
    if (!task) return rest
    const waits = isA(element.businessObject, 'bpmn:UserTask') || isA(element.businessObject, 'bpmn:SubProcess')
    return {
      'append.user-task': this.#append('bpmn-icon-user-task', 'Append user task', userTask),
      ...rest,
      ...(waits
        ? { 'attach.deadline': this.#deadline() }
        : {
            'append.timer-event': this.#append('bpmn-icon-intermediate-event-catch-timer', 'Append timer event', timer),
          }),
    }
  }

  #create(group: string, className: string, title: string, template: Template) {
    const start = (event: Event): void =>
      (this.#injector.get('create') as Create).start(event, newShape(this.#injector, template))
    return { group, className, title: this.#words(title), action: { dragstart: start, click: start } }
  }

  #append(className: string, title: string, template: Template) {
    const click = (_event: Event, element: DiagramElement): void =>
      void service(this.#injector, 'autoPlace').append(element, newShape(this.#injector, template))
    const dragstart = (event: Event, element: DiagramElement): void =>
      (this.#injector.get('create') as Create).start(event, newShape(this.#injector, template), { source: element })
    return { group: 'model', className, title: this.#words(title), action: { click, dragstart } }
  }

  #deadline() {
    return {
      group: 'model',
      className: 'bpmn-icon-intermediate-event-catch-timer',
      title: this.#words('Add a deadline'),
      action: { click: (_event: Event, element: DiagramElement) => attachDeadline(this.#injector, element) },
    }
  }

  #words(text: string): string {
    return (this.#injector.get('translate') as (text: string) => string)(text)
  }
}
