import { body, list, text, type ModdleElement } from '../moddle.ts'
import { named } from './compiling.ts'
import type { CompileOwn, Place } from './place.ts'

export const isHandler = (element: ModdleElement): boolean => element.get('triggeredByEvent') === true

/** Start events and event sub-processes directly inside a container. */
export function insideOf(container: ModdleElement, { index }: Place): { starts: number[]; handlers: number[] } {
  const elements = list(container, 'flowElements')
  const indexes = (wanted: (element: ModdleElement) => boolean): number[] =>
    elements.filter(wanted).flatMap(({ id }) => index(id) ?? [])
  return {
    starts: indexes(({ $type }) => $type === 'bpmn:StartEvent'),
    handlers: indexes((element) => element.$type === 'bpmn:SubProcess' && isHandler(element)),
  }
}

function oneStart(element: ModdleElement, starts: readonly number[], { compiling }: Place): void {
  if (starts.length === 1) return
  compiling.report(
    'start-unclear',
    element,
    undefined,
    `Expected one start event in ${named(element)}, but it has ${starts.length}`,
    'Draw exactly one start event inside',
  )
}

export const subProcess: CompileOwn<'subProcess'> = (element, place) => {
  const inside = insideOf(element, place)
  if (!isHandler(element)) {
    if (inside.starts.length > 0 || implicitStarts(element, place).length === 0) oneStart(element, inside.starts, place)
    return {
      type: 'subProcess',
      ...inside,
      starts: inside.starts.length > 0 ? inside.starts : implicitStarts(element, place),
    }
  }
  oneStart(element, inside.starts, place)
  return { type: 'subProcess', ...inside, triggeredBy: inside.starts[0] ?? 0 }
}

export const transaction: CompileOwn<'transaction'> = (element, place) => {
  const inside = insideOf(element, place)
  if (inside.starts.length > 0 || implicitStarts(element, place).length === 0) oneStart(element, inside.starts, place)
  return {
    type: 'transaction',
    ...inside,
    starts: inside.starts.length > 0 ? inside.starts : implicitStarts(element, place),
  }
}

/** Where there is no start event, everything without an incoming flow starts (BPMN 2.0.2, 10.5.2 and 13.2). */
export function implicitStarts(container: ModdleElement, { index }: Place): number[] {
  const elements = list(container, 'flowElements')
  return elements.flatMap((element) => {
    const isNode = /(Task|Gateway|SubProcess|Transaction|CallActivity|IntermediateThrowEvent)$/.test(element.$type)
    const entered = elements.some(
      (flow) =>
        flow.$type === 'bpmn:SequenceFlow' && (flow.get('targetRef') as ModdleElement | undefined)?.id === element.id,
    )
    const special = isHandler(element) || element.get('isForCompensation') === true
    return isNode && !entered && !special ? (index(element.id) ?? []) : []
  })
}

export const adHocSubProcess: CompileOwn<'adHocSubProcess'> = (element, place) => {
  const { compiling } = place
  const { handlers } = insideOf(element, place)
  const adHoc = compiling.extension(element, 'zeebe:AdHoc')
  const entries = implicitStarts(element, place)
  if (entries.length === 0) {
    compiling.report(
      'ad-hoc-empty',
      element,
      undefined,
      `Nothing can be done in ${named(element)}`,
      'Draw at least one activity inside',
    )
  }
  for (const inner of list(element, 'flowElements')) {
    if (inner.$type === 'bpmn:StartEvent' || inner.$type === 'bpmn:EndEvent') {
      compiling.report(
        'ad-hoc-event',
        inner,
        undefined,
        `${named(inner)}: an ad-hoc sub-process has no start or end events`,
        'Delete it',
      )
    }
  }
  const condition = body(element, 'completionCondition')
  const activeElements = compiling.optional(element, 'activeElementsCollection', adHoc)
  const outputElement = compiling.optional(element, 'outputElement', adHoc)
  const outputCollection = adHoc && text(adHoc, 'outputCollection')
  return {
    type: 'adHocSubProcess',
    starts: [],
    handlers,
    entries,
    sequential: element.get('ordering') === 'Sequential',
    cancelRemaining: element.get('cancelRemainingInstances') !== false,
    ...(condition ? { completionCondition: compiling.feel(element, 'completionCondition', condition) } : {}),
    ...(activeElements ? { activeElements } : {}),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement ? { outputElement } : {}),
  }
}
