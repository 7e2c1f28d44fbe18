import { list, text, type ModdleElement } from '../../model/moddle.ts'
import { isTimeProblem, parseDuration, parseInstant } from '../../time/iso8601.ts'
import type { Conversion } from '../conversion.ts'
import { partsOf } from '../juel/text.ts'
import { takeAttribute, type Source, type VendorAttribute } from '../source.ts'
import { extend } from '../target.ts'
import { attributeValue, remarksOf } from '../value.ts'
import type { Settable } from '../walk.ts'
import type { Part } from './part.ts'

/** Who does a user task, by when, and how urgent it is. */
export const people: Part = (conversion, element, source) => {
  if (element.$type !== 'bpmn:UserTask') return
  extend(element, 'zeebe:UserTask')
  assign(conversion, element, takeAttribute(source, 'assignee'))
  for (const field of ['candidateUsers', 'candidateGroups'] as const)
    candidates(conversion, element, field, takeAttribute(source, field))
  for (const field of ['dueDate', 'followUpDate'] as const) schedule(conversion, element, field, source)
  prioritise(conversion, element, takeAttribute(source, 'priority'))
  standardResources(conversion, element)
}

function assign(conversion: Conversion, element: ModdleElement, attribute: VendorAttribute | undefined): void {
  if (!attribute) return
  const { what, value } = attribute
  if (value === '$INITIATOR') return conversion.unconverted(element, what, 'initiator', value)
  const converted = conversion.juel(value)
  const to = attributeValue(converted)
  if (to === undefined) return refuse(conversion, element, attribute, converted)
  extend(element, 'zeebe:AssignmentDefinition', { assignee: to })
  conversion.converted(element, what, 'assignee', value, { to, remarks: remarksOf(converted) })
}

function refuse(
  conversion: Conversion,
  element: ModdleElement,
  { what, value }: VendorAttribute,
  converted: ReturnType<Conversion['juel']>,
): void {
  const detail = converted.kind === 'not' ? converted.part : value
  conversion.unconverted(element, what, 'expression', value, { detail })
}

/** Names with commas between them; each may be an expression that gives a name, several with commas, or a list. */
function candidates(
  conversion: Conversion,
  element: ModdleElement,
  field: 'candidateUsers' | 'candidateGroups',
  attribute: VendorAttribute | undefined,
): void {
  if (!attribute) return
  const { what, value } = attribute
  const names = splitAtCommas(value)
  const converted = names.map((name) => conversion.juel(name))
  const trouble = converted.find(({ kind }) => kind === 'not')
  if (trouble) return refuse(conversion, element, attribute, trouble)
  const to = converted.length === 1 ? attributeValue(converted[0]!)! : joinedNames(converted)
  extend(element, 'zeebe:AssignmentDefinition', { [field]: to })
  conversion.converted(element, what, field, value, { to, remarks: [...new Set(converted.flatMap(remarksOf))] })
}

/** Commas inside an expression do not count. */
function splitAtCommas(value: string): string[] {
  const pieces: string[] = ['']
  for (const part of partsOf(value) ?? [{ kind: 'juel' as const, source: value }]) {
    if (part.kind === 'juel') pieces[pieces.length - 1] += `\${${part.source}}`
    else {
      const [first, ...others] = part.text.split(',')
      pieces[pieces.length - 1] += first!
      pieces.push(...others)
    }
  }
  return pieces.flatMap((piece) => piece.trim() || [])
}

function joinedNames(names: readonly ReturnType<Conversion['juel']>[]): string {
  const texts = names.map((name) => (name.kind === 'text' ? name.text : undefined))
  if (texts.every((name) => name !== undefined)) return texts.join(',')
  const lists = names.map((name) => {
    if (name.kind !== 'feel') return `[${JSON.stringify(name.kind === 'text' ? name.text : '')}]`
    return `if ${wrapped(name.feel)} instance of string then split(${name.feel}, "\\s*,\\s*") else ${wrapped(name.feel)}`
  })
  return `=concatenate(${lists.join(', ')})`
}

const wrapped = (feel: string): string => (/^[\p{L}\p{N}_.]+$/u.test(feel) ? feel : `(${feel})`)

/** A date, or a duration from the moment at which the task is created. */
function schedule(
  conversion: Conversion,
  element: ModdleElement,
  field: 'dueDate' | 'followUpDate',
  source: Source,
): void {
  const attribute = takeAttribute(source, field)
  if (!attribute) return
  const { what, value } = attribute
  const converted = conversion.juel(value)
  if (converted.kind === 'not') return refuse(conversion, element, attribute, converted)
  const to = converted.kind === 'feel' ? `=${converted.feel}` : instantOf(value.trim())
  if (to === undefined) return conversion.unconverted(element, what, 'date-unreadable', value)
  extend(element, 'zeebe:TaskSchedule', { [field]: to })
  const remarks = converted.kind === 'feel' ? [...converted.remarks, 'date-text' as const] : []
  conversion.converted(element, what, field, value, { to, remarks })
}

function instantOf(value: string): string | undefined {
  if (!isTimeProblem(parseDuration(value))) return `=now() + duration(${JSON.stringify(value)})`
  return isTimeProblem(parseInstant(value)) ? undefined : value
}

function prioritise(conversion: Conversion, element: ModdleElement, attribute: VendorAttribute | undefined): void {
  if (!attribute) return
  const { what, value } = attribute
  const converted = conversion.juel(value)
  if (converted.kind === 'not') return refuse(conversion, element, attribute, converted)
  if (converted.kind === 'text' && !/^\s*\d+\s*$/.test(value))
    return conversion.unconverted(element, what, 'priority-not-number', value)
  const to = attributeValue(converted)!.trim()
  extend(element, 'zeebe:PriorityDefinition', { priority: to })
  conversion.converted(element, what, 'priority', value, { to, remarks: remarksOf(converted) })
}

/** `potentialOwner` and `humanPerformer` of the standard, as both engines read them: `user(kermit), group(management)`. */
function standardResources(conversion: Conversion, element: ModdleElement): void {
  const resources = list(element, 'resources')
  for (const role of resources) {
    const what = role.$type.replace(/^bpmn:(.)/, (_, first: string) => `bpmn:${first.toLowerCase()}`)
    const assignment = role.get('resourceAssignmentExpression') as ModdleElement | undefined
    const expression = assignment?.get('expression') as ModdleElement | undefined
    const value = (expression && text(expression, 'body')?.trim()) ?? ''
    if (role.$type === 'bpmn:HumanPerformer') assign(conversion, element, { what, name: '', value, taken: true })
    else if (role.$type === 'bpmn:PotentialOwner' && value !== '') owners(conversion, element, what, value)
    else conversion.unconverted(element, what, 'resource-role', value)
  }
  if (resources.length > 0) (element as Settable).set('resources', undefined)
}

function owners(conversion: Conversion, element: ModdleElement, what: string, value: string): void {
  const named = splitAtCommas(value).map((name) => /^(user|group)\((.*)\)$/.exec(name)?.slice(1) ?? ['group', name])
  for (const [kind, field] of [
    ['user', 'candidateUsers'],
    ['group', 'candidateGroups'],
  ] as const) {
    const names = named.filter(([of]) => of === kind).map(([, name]) => name!.trim())
    if (names.length > 0)
      candidates(conversion, element, field, { what, name: '', value: names.join(','), taken: true })
  }
}
