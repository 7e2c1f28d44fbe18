import { child, list, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

type Report = (code: string, element: ModdleElement, field: string, words: string, fix: string) => void

const structureOf = (item: ModdleElement): string | undefined => {
  const structure = item.get('structureRef') as ModdleElement | string | undefined
  return typeof structure === 'string' ? structure : structure?.id
}

/** Two items are of one type when they are the same definition, or definitions of the same structure. */
function sameItem(a: ModdleElement | undefined, b: ModdleElement | undefined): boolean {
  if (a === b) return true
  const structure = a && structureOf(a)
  return structure !== undefined && b !== undefined && structure === structureOf(b)
}

const itemOf = (element: ModdleElement): ModdleElement | undefined =>
  child(element, 'itemSubjectRef') ?? (carrier(element) && itemOf(carrier(element)!))
const carrier = (element: ModdleElement): ModdleElement | undefined =>
  child(element, 'dataObjectRef') ?? child(element, 'dataStoreRef')

const differ = 'Give both the same item definition, or definitions of the same structure'

/** Rules of the standard about data of one element (BPMN 2.0.2, 10.4). */
export function checkData(element: ModdleElement, compiling: Compiling): void {
  const report: Report = (...problem) => compiling.report(...problem)
  const holder = child(element, 'ioSpecification')
  if (holder) {
    checkSets(element, holder, 'Input', report)
    checkSets(element, holder, 'Output', report)
    for (const data of [...list(holder, 'dataInputs'), ...list(holder, 'dataOutputs')]) checkCollection(data, report)
    checkOperation(element, holder, report)
  }
  for (const inner of element.$type.endsWith('Event') ? [] : list(element, 'flowElements'))
    if (inner.$type === 'bpmn:DataObject') checkCollection(inner, report)
  for (const field of ['dataInputAssociations', 'dataOutputAssociations'])
    for (const association of list(element, field)) checkAssociation(element, association, report)
  if (element.$type.endsWith('Event')) checkPayload(element, report)
  checkLoop(element, report)
}

function checkCollection(data: ModdleElement, report: Report): void {
  const item = child(data, 'itemSubjectRef')
  if (!item || (item.get('isCollection') === true) === (data.get('isCollection') === true)) return
  const words = `${named(data)} and its item definition ${named(item)} do not agree whether they are a collection`
  report('data-collection', data, 'isCollection', words, 'Say the same in both')
}

/** Each data input and output stands in a set; what a set calls optional or while executing stands in it (tables 10.59, 10.60). */
function checkSets(element: ModdleElement, holder: ModdleElement, kind: 'Input' | 'Output', report: Report): void {
  const sets = list(holder, `${kind.toLowerCase()}Sets`)
  const inSets = new Set(sets.flatMap((set) => list(set, `data${kind}Refs`)))
  for (const data of list(holder, `data${kind}s`)) {
    if (inSets.has(data)) continue
    const words = `${named(data)} of ${named(element)} stands in no ${kind.toLowerCase()} set`
    report('data-set', element, 'ioSpecification', words, 'Add it to a set, or delete it')
  }
  for (const set of sets) {
    for (const field of [`optional${kind}Refs`, `whileExecuting${kind}Refs`]) {
      for (const data of list(set, field)) {
        if (list(set, `data${kind}Refs`).includes(data)) continue
        const words = `${named(data)} of ${named(element)} is in ${field} of a set that does not hold it`
        report('data-set', element, 'ioSpecification', words, `Add it to data${kind}Refs of the same set`)
      }
    }
  }
}

function checkAssociation(element: ModdleElement, association: ModdleElement, report: Report): void {
  const [source] = list(association, 'sourceRef')
  const target = child(association, 'targetRef')
  const ofProcess = (data: ModdleElement | undefined): boolean =>
    data?.$parent?.$type === 'bpmn:InputOutputSpecification' && data.$parent.$parent?.$type === 'bpmn:Process'
  if (target?.$type === 'bpmn:DataInput' && ofProcess(target)) {
    const words = `${named(target)} is an input of the process, which nothing inside may write`
    report('data-direction', element, 'targetRef', words, 'Lead the association to a data object')
  }
  if (source?.$type === 'bpmn:DataOutput' && ofProcess(source)) {
    const words = `${named(source)} is an output of the process, which nothing inside may read`
    report('data-direction', element, 'sourceRef', words, 'Read a data object instead')
  }
  if (!source || !target || child(association, 'transformation') || list(association, 'assignment').length > 0) return
  const [from, to] = [itemOf(source), itemOf(target)]
  if (from && to && !sameItem(from, to))
    report(
      'data-type',
      element,
      'dataAssociation',
      `${named(source)} and ${named(target)} are of different types`,
      differ,
    )
}

/** A service, send or receive task handles what its operation or message carries (10.3.3). */
function checkOperation(element: ModdleElement, holder: ModdleElement, report: Report): void {
  const operation = child(element, 'operationRef')
  const message = child(element, 'messageRef')
  const [inputs, outputs] = [list(holder, 'dataInputs'), list(holder, 'dataOutputs')]
  const isReceive = element.$type === 'bpmn:ReceiveTask'
  const incoming = (!isReceive && message) || (operation && child(operation, 'inMessageRef'))
  const outgoing = (isReceive && message) || (operation && child(operation, 'outMessageRef'))
  if (!isReceive && incoming) checkCarried(element, inputs, incoming, report)
  if (isReceive && (outgoing ?? incoming)) checkCarried(element, outputs, (outgoing ?? incoming)!, report)
  else if (element.$type === 'bpmn:ServiceTask' && outgoing) checkCarried(element, outputs, outgoing, report)
}

function checkCarried(
  element: ModdleElement,
  data: readonly ModdleElement[],
  message: ModdleElement,
  report: Report,
): void {
  if (data.length > 1) {
    const words = `${named(element)} has ${data.length} data for the one message ${named(message)}`
    report('data-count', element, 'ioSpecification', words, 'Keep one')
  }
  for (const one of data) {
    if (sameItem(itemOf(one), child(message, 'itemRef'))) continue
    const words = `${named(one)} and message ${named(message)} are of different types`
    report('data-type', element, 'ioSpecification', words, differ)
  }
}

const payloads = ['messageRef', 'signalRef', 'errorRef', 'escalationRef']

/** Data of an event: one for each of its definitions that carries some, of its type and in its order (10.5.1). */
function checkPayload(event: ModdleElement, report: Report): void {
  const field = list(event, 'dataInputs').length > 0 ? 'dataInputs' : 'dataOutputs'
  const data = list(event, field)
  if (data.length === 0) return
  for (const one of data) checkCollection(one, report)
  const items = [...list(event, 'eventDefinitions'), ...list(event, 'eventDefinitionRef')].flatMap((definition) => {
    const root = payloads.map((name) => child(definition, name)).find((found) => found !== undefined)
    const item = root && (child(root, 'itemRef') ?? child(root, 'structureRef'))
    return item ? [item] : []
  })
  if (items.length === 0) return
  if (items.length !== data.length) {
    const words = `${named(event)} has ${data.length} data for ${items.length} definitions that carry some`
    report('data-count', event, field, words, 'Give each definition its own')
    return
  }
  for (const [index, item] of items.entries()) {
    if (sameItem(itemOf(data[index]!), item)) continue
    const words = `${named(data[index]!)} of ${named(event)} is not of the type that its definition carries`
    report('data-type', event, field, words, differ)
  }
}

/** What a multi-instance activity goes through, and what each of its instances takes of it (table 10.31). */
function checkLoop(element: ModdleElement, report: Report): void {
  const loop = child(element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return
  for (const [all, each] of [
    ['loopDataInputRef', 'inputDataItem'],
    ['loopDataOutputRef', 'outputDataItem'],
  ] as const) {
    const collection = child(loop, all)
    const item = child(loop, each)
    if (!collection) continue
    if (!/^bpmn:(DataInput|DataOutput|DataObject|DataObjectReference|Property)$/.test(collection.$type)) {
      report(
        'data-loop',
        element,
        all,
        `${all} of ${named(element)} is not data`,
        'Refer to a data input or data object',
      )
      continue
    }
    if (!item) continue
    const one = child(item, 'itemSubjectRef')
    const many = itemOf(collection)
    if (item.get('isCollection') === true || one?.get('isCollection') === true)
      report(
        'data-loop',
        element,
        each,
        `${each} of ${named(element)} is a collection itself`,
        'Let it be a single item',
      )
    else if (one && many && !sameItem(one, many))
      report('data-type', element, each, `${each} of ${named(element)} is not of the type of ${all}`, differ)
  }
}

/** A called process takes and gives just what the call activity has for it (10.3.6). */
export function checkCalls(
  elements: readonly ModdleElement[],
  called: ReadonlyMap<string, ModdleElement>,
  compiling: Compiling,
): void {
  for (const element of elements) {
    if (element.$type !== 'bpmn:CallActivity') continue
    const target = called.get(String(element.get('calledElement') ?? ''))
    const [own, wanted] = [child(element, 'ioSpecification'), target && child(target, 'ioSpecification')]
    if (!own || !wanted) continue
    for (const field of ['dataInputs', 'dataOutputs']) {
      const [has, needs] = [list(own, field), list(wanted, field)]
      const fits =
        has.length === needs.length && has.every((data, index) => sameItem(itemOf(data), itemOf(needs[index]!)))
      if (!fits)
        compiling.report(
          'data-call',
          element,
          'ioSpecification',
          `${field} of ${named(element)} are not those of ${named(target!)}, which it calls`,
          'Give it the same data, in the same order and of the same types',
        )
    }
  }
}

/** What is offered as an interface binds each of its operations to data (table 8.30: ioBinding). */
export function checkInterfaces(callable: readonly ModdleElement[], compiling: Compiling): void {
  for (const element of callable) {
    const bound = new Set(list(element, 'ioBinding').map((binding) => child(binding, 'operationRef')))
    const operations = list(element, 'supportedInterfaceRef').flatMap((one) => list(one, 'operations'))
    for (const operation of operations) {
      if (bound.has(operation)) continue
      const words = `${named(element)} offers operation ${named(operation)}, but binds no data to it`
      compiling.report('interface-unbound', element, 'ioBinding', words, 'Add an ioBinding for the operation')
    }
  }
}
