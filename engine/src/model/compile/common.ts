import { caseStatus } from '../../approval/status.ts'
import { cardColours, limitKinds, type CardDefinition, type LimitDefinition, type Mapping } from '../graph.ts'
import { list, text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'
import { dataMappings, declaredBy } from './data.ts'
import { listenersOf } from './listeners.ts'
import { checkData } from './dataRules.ts'

/** The parts that any node may carry. */
export function commonParts(element: ModdleElement, compiling: Compiling) {
  // Elsewhere they would be decoration: left unread, they are reported as such.
  const limit = isActivity(element) ? limitOf(element, compiling) : undefined
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

function limitOf(element: ModdleElement, compiling: Compiling): LimitDefinition | undefined {
  const limit = compiling.extension(element, 'lianban:Limit')
  if (!limit) return undefined
  const value = text(limit, 'value')
  if (value !== undefined && !value.startsWith('=') && !/^\d{1,4}$/.test(value)) {
    compiling.report(
      'limit-invalid',
      element,
      'value',
      `Expected the limit of ${named(element)} to be a whole number of days, but it is «${value}»`,
      'Write a number, e.g. 5',
    )
  }
  const unit = text(limit, 'unit')
  if (unit !== undefined && !unit.startsWith('=') && unit !== 'wd' && unit !== 'cd') {
    compiling.report(
      'limit-invalid',
      element,
      'unit',
      `Expected wd (working days) or cd (calendar days), but the limit of ${named(element)} has «${unit}»`,
      'Choose the unit',
    )
  }
  const kind = limitKinds.find((known) => known === (text(limit, 'kind') ?? 'step'))
  if (!kind) {
    compiling.report(
      'limit-invalid',
      element,
      'kind',
      `The kind of the limit of ${named(element)} is not one of ${limitKinds.join(', ')}`,
      'Choose the kind',
    )
  }
  const startsOn = text(limit, 'startsOn')
  const extension = extensionOf(element, limit, compiling)
  return {
    value: compiling.required(element, 'value', limit, 'Write how many days'),
    unit: compiling.required(element, 'unit', limit, 'Choose working days or calendar days'),
    kind: kind ?? 'step',
    basis: compiling.required(element, 'basis', limit, 'Name the provision that sets the limit'),
    grounds: groundsOf(limit),
    ...(extension ? { extension } : {}),
    ...(startsOn === undefined ? {} : { startsOn: compiling.value(element, 'startsOn', startsOn) }),
  }
}

/** 行政许可法第四十五条: what an agency's time does not count. */
const statutoryGrounds = [
  'hearing',
  'bidding',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expertReview',
]

function groundsOf(limit: ModdleElement): readonly string[] {
  const given = text(limit, 'grounds')
  if (given === undefined) return text(limit, 'kind') === 'statutory' ? statutoryGrounds : []
  return Object.freeze(given.split(',').flatMap((ground) => ground.trim() || []))
}

function extensionOf(element: ModdleElement, limit: ModdleElement, compiling: Compiling) {
  const given = text(limit, 'extension')
  const by = text(limit, 'extendedBy')
  if (given === undefined && by === undefined) return undefined
  const days = Number(given)
  if (!Number.isInteger(days) || days < 1 || by === undefined) {
    const words = `Expected the extension of ${named(element)} to be a whole number of days and who signs it`
    compiling.report('limit-invalid', element, 'extension', words, 'Write both, e.g. 10 and the group of the head')
  }
  return { days, by: by ?? '' }
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
