import { service, type DiagramElement, type Services } from '../services.ts'

type Entries = Record<string, { title?: string; className?: string; group?: string; [key: string]: unknown }>
type Narrow = (entries: Entries) => Entries
interface Provided {
  registerProvider(priority: number, provider: object): void
}

// Below bpmn-js's own providers, so that what they offer can be narrowed.
const late = 500

const without = (entries: Entries, unwanted: readonly string[]): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !unwanted.includes(key)))

const paletteUnwanted = [
  'create.intermediate-event',
  'create.task',
  'create.data-object',
  'create.data-store',
  'create.participant-expanded',
  'create.group',
]

const runnable =
  /^replace-with-(task|user-task|service-task|script-task|exclusive-gateway|parallel-gateway|(expanded|collapsed)-subprocess|subprocess|none-(start|end)(-event)?|(non-interrupting-)?timer-(boundary|intermediate-catch)|timer-intermediate|sequence-flow|default-flow|conditional-flow)$/

/**
 * Offers only what the engine runs: nothing on the canvas is decorative. What an imported drawing holds besides stays as
 * it is, and the problem list names it.
 */
export class RestrictedTools {
  static $inject = ['palette', 'contextPad', 'popupMenu', 'injector']

  constructor(
    palette: Provided,
    contextPad: Provided,
    popupMenu: RegisteredMenu,
    injector: { get(name: string): unknown },
  ) {
    const offer = new Offer(injector)
    palette.registerProvider(late, { getPaletteEntries: (): Narrow => (entries) => offer.palette(entries) })
    contextPad.registerProvider(late, {
      getContextPadEntries:
        (element: DiagramElement): Narrow =>
        (entries) =>
          offer.contextPad(element, entries),
    })
    popupMenu.registerProvider('bpmn-replace', late, {
      getPopupMenuEntries: (): Narrow => (entries) =>
        Object.fromEntries(Object.entries(entries).filter(([key]) => runnable.test(key))),
      getPopupMenuHeaderEntries: (): Narrow => (entries) => without(entries, ['toggle-loop', 'toggle-adhoc']),
    })
  }
}

interface RegisteredMenu {
  registerProvider(id: string, priority: number, provider: object): void
}

interface Create {
  start(event: Event, shape: DiagramElement, context?: object): void
}

interface AutoPlace {
  append(source: DiagramElement, shape: DiagramElement): void
}

class Offer {
  readonly #injector: { get(name: string): unknown }

  constructor(injector: { get(name: string): unknown }) {
    this.#injector = injector
  }

  palette(entries: Entries): Entries {
    const {
      'create.exclusive-gateway': exclusive,
      'create.subprocess-expanded': subProcess,
      ...rest
    } = without(entries, paletteUnwanted)
    return {
      ...rest,
      'create.timer-event': this.#create(
        'event',
        'bpmn-icon-intermediate-event-catch-timer',
        'Create timer event',
        timer,
      ),
      'create.user-task': this.#create('activity', 'bpmn-icon-user-task', 'Create user task', userTask),
      'create.service-task': this.#create('activity', 'bpmn-icon-service-task', 'Create service task', {
        type: 'bpmn:ServiceTask',
      }),
      ...(subProcess ? { 'create.subprocess-expanded': subProcess } : {}),
      ...(exclusive ? { 'create.exclusive-gateway': { ...exclusive, className: 'bpmn-icon-gateway-xor' } } : {}),
      'create.parallel-gateway': this.#create('gateway', 'bpmn-icon-gateway-parallel', 'Create parallel gateway', {
        type: 'bpmn:ParallelGateway',
      }),
    }
  }

  contextPad(element: DiagramElement, entries: Entries): Entries {
    const { 'append.append-task': task, 'append.intermediate-event': _throwing, ...rest } = entries
    if (!task) return rest
    return {
      'append.user-task': this.#append('bpmn-icon-user-task', 'Append user task', userTask),
      ...rest,
      ...(element.type === 'bpmn:UserTask' || element.type === 'bpmn:SubProcess'
        ? {}
        : {
            'append.timer-event': this.#append('bpmn-icon-intermediate-event-catch-timer', 'Append timer event', timer),
          }),
    }
  }

  #shape(attributes: Template): DiagramElement {
    const factory = service(this.#injector, 'bpmnFactory')
    const businessObject = factory.create(attributes.type)
    if (attributes.type === 'bpmn:UserTask') markUserTask(factory, businessObject)
    return service(this.#injector, 'elementFactory').createShape({ ...attributes, businessObject })
  }

  #create(group: string, className: string, title: string, attributes: Template) {
    const start = (event: Event): void => (this.#injector.get('create') as Create).start(event, this.#shape(attributes))
    return { group, className, title: this.#words(title), action: { dragstart: start, click: start } }
  }

  #append(className: string, title: string, attributes: Template) {
    return {
      group: 'model',
      className,
      title: this.#words(title),
      action: {
        click: (_event: Event, element: DiagramElement) =>
          (this.#injector.get('autoPlace') as AutoPlace).append(element, this.#shape(attributes)),
        dragstart: (event: Event, element: DiagramElement) =>
          (this.#injector.get('create') as Create).start(event, this.#shape(attributes), { source: element }),
      },
    }
  }

  #words(text: string): string {
    return (this.#injector.get('translate') as (text: string) => string)(text)
  }
}

interface Template {
  type: string
  eventDefinitionType?: string
}

const userTask: Template = { type: 'bpmn:UserTask' }
const timer: Template = { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }

/** Other Zeebe tools take a user task without this mark for a job of the old kind. */
function markUserTask(factory: Services['bpmnFactory'], task: ReturnType<Services['bpmnFactory']['create']>): void {
  const mark = factory.create('zeebe:UserTask')
  const extensionElements = factory.create('bpmn:ExtensionElements', { values: [mark] })
  mark.$parent = extensionElements
  extensionElements.$parent = task
  Object.assign(task, { extensionElements })
}

export const restrictModule = { __init__: ['restrictedTools'], restrictedTools: ['type', RestrictedTools] }
