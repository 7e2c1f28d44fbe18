import { caseStatus } from '../../approval/status.ts'
import { cardColours, type CardDefinition, type Mapping } from '../graph.ts'
import { list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import { dataMappings, declaredBy } from './data.ts'
import { limitOf, stopOf } from './limit.ts'
import { listenersOf } from './listeners.ts'
import { checkData } from './dataRules.ts'

/** The parts that any node may carry. */
export function commonParts(element: ModdleElement, compiling: Compiling) {
  // Elsewhere they would be decoration: left unread, they are reported as such.
  const limit = isActivity(element) ? limitOf(element, compiling) : undefined
  const stop = isActivity(element) ? stopOf(element, compiling) : undefined
  const notice = element.$type === 'bpmn:UserTask' ? noticeOf(element, compiling) : undefined
  const card = element.$type.endsWith('Event') ? cardOf(element, compiling) : undefined
  const status = statusOf(element, compiling)
  const listeners = listenersOf(element, compiling)
  const io = mappings(element, compiling)
  const data = dataMappings(element, compiling)
  checkData(element, compiling)
  return {
    declares: declaredBy(element),
    inputs: [...data.inputs, ...io.inputs],
    outputs: [...io.outputs, ...data.outputs],
    ...(listeners ? { listeners } : {}),
    ...(limit ? { limit } : {}),
    ...(stop ? { stop } : {}),
    ...(notice ? { notice } : {}),
    ...(card ? { card } : {}),
    ...(status === undefined ? {} : { status }),
    properties: propertiesOf(element, compiling),
  }
}

const isActivity = ({ $type }: ModdleElement): boolean => /(Task|SubProcess|Transaction|CallActivity)$/.test($type)

function mappings(
  element: ModdleElement,
  compiling: Compiling,
): { inputs: readonly Mapping[]; outputs: readonly Mapping[] } {
  const io = compiling.extension(element, 'zeebe:IoMapping')
  const read = (property: string): Mapping[] =>
    (io ? list(io, property) : []).map((mapping) => {
      const source = text(mapping, 'source') ?? ''
      const target = text(mapping, 'target') ?? ''
      if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(target)) {
        compiling.report(
          'mapping-invalid',
          element,
          property,
          `«${target}» in ${named(element)} is not the name of a variable`,
          'Use letters, digits and _, with dots between the parts',
        )
      }
      return { source: compiling.value(element, property, source), target: target.split('.') }
    })
  return { inputs: read('inputParameters'), outputs: read('outputParameters') }
}

function cardOf(element: ModdleElement, compiling: Compiling): CardDefinition | undefined {
  const card = compiling.extension(element, 'lianban:Card')
  if (!card) return undefined
  const colour = cardColours.find((known) => known === text(card, 'colour'))
  if (!colour) {
    compiling.report(
      'card-invalid',
      element,
      'colour',
      `The card of ${named(element)} is not one of ${cardColours.join(', ')}`,
      'Choose a colour',
    )
  }
  return {
    colour: colour ?? 'blue',
    rule: text(card, 'rule') ?? '',
    against: compiling.required(element, 'against', card, 'Name the department that the card is against'),
  }
}

/** 行政许可法第三十二条: what is to be supplemented is told once, all of it. */
function noticeOf(element: ModdleElement, compiling: Compiling) {
  const notice = compiling.extension(element, 'lianban:Notice')
  return notice && compiling.required(element, 'items', notice, 'Write which items the task tells the applicant')
}

function statusOf(element: ModdleElement, compiling: Compiling): string | undefined {
  const status = compiling.extension(element, 'lianban:Status')
  if (!status) return undefined
  const code = text(status, 'code') ?? ''
  if (!Object.hasOwn(caseStatus, code)) {
    compiling.report(
      'status-unknown',
      element,
      'code',
      `«${code}» of ${named(element)} is not a case status`,
      `Choose one of ${Object.keys(caseStatus).join(', ')}`,
    )
  }
  return code
}

function propertiesOf(element: ModdleElement, compiling: Compiling): Readonly<Record<string, string>> {
  const holder = compiling.extension(element, 'zeebe:Properties')
  const entries = holder ? list(holder, 'properties').map((p) => [text(p, 'name') ?? '', text(p, 'value') ?? '']) : []
  return Object.freeze(Object.fromEntries(entries) as Record<string, string>)
}
