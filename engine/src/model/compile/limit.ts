import { limitKinds, type LimitDefinition, type StopDefinition } from '../graph.ts'
import { text, type ModdleElement } from '../moddle.ts'
import { limitUnits } from '../../time/index.ts'
import { named, type Compiling } from './compiling.ts'

/** The limit of an activity, of its own or by a rule of the register. */
export function limitOf(element: ModdleElement, compiling: Compiling): LimitDefinition | undefined {
  const limit = compiling.extension(element, 'lianban:Limit')
  if (!limit) return undefined
  const rule = text(limit, 'rule')
  const wrong = (field: string, words: string, fix: string): void =>
    compiling.report('limit-invalid', element, field, words, fix)
  checkWords(element, limit, wrong)
  const expression = (field: 'value' | 'unit' | 'basis', fix: string) =>
    rule === undefined ? compiling.required(element, field, limit, fix) : compiling.optional(element, field, limit)
  const value = expression('value', 'Write how many days, or name a rule of the register')
  const unit = expression('unit', 'Choose the unit')
  const basis = expression('basis', 'Name the provision that sets the limit')
  const kind = kindOf(limit, rule, element, wrong)
  const startsOn = text(limit, 'startsOn')
  const calendar = text(limit, 'calendar')
  const extension = extensionOf(element, limit, wrong)
  const grounds = groundsOf(limit)
  const minimum = text(limit, 'minimum') === 'true'
  if (minimum && extension) wrong('minimum', `${named(element)} extends a minimum period`, 'Take the extension away')
  const restarts = text(limit, 'restarts') === 'true'
  if (restarts && startsOn === undefined) {
    const words = `${named(element)} restarts its clock, but names no day that it starts on`
    wrong('restarts', words, 'Write startsOn: the day that the last receipt gives')
  }
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(value ? { value } : {}),
    ...(unit ? { unit } : {}),
    ...(kind ? { kind } : {}),
    ...(basis ? { basis } : {}),
    ...(calendar === undefined ? {} : { calendar }),
    ...rollOf(limit),
    ...(minimum ? { minimum: true as const } : {}),
    ...(grounds ? { grounds } : {}),
    ...(extension ? { extension } : {}),
    ...(startsOn === undefined ? {} : { startsOn: compiling.value(element, 'startsOn', startsOn) }),
    ...(restarts ? { restarts: true as const } : {}),
  }
}

type Report = (field: string, words: string, fix: string) => void

function checkWords(element: ModdleElement, limit: ModdleElement, wrong: Report): void {
  const value = text(limit, 'value')
  if (value !== undefined && !value.startsWith('=') && !/^\d{1,4}$/.test(value)) {
    const words = `Expected the limit of ${named(element)} to be a whole number, but it is «${value}»`
    wrong('value', words, 'Write a number, e.g. 5')
  }
  const unit = text(limit, 'unit')
  if (unit !== undefined && !unit.startsWith('=') && !limitUnits.some((known) => known === unit)) {
    const words = `Expected one of ${limitUnits.join(', ')}, but the limit of ${named(element)} has «${unit}»`
    wrong('unit', words, 'Choose the unit')
  }
  for (const flag of ['roll', 'minimum', 'restarts'] as const) {
    const given = text(limit, flag)
    if (given === undefined || given === 'true' || given === 'false') continue
    wrong(flag, `Expected ${flag} of ${named(element)} to be true or false, but it is «${given}»`, 'Choose one')
  }
}

function kindOf(limit: ModdleElement, rule: string | undefined, element: ModdleElement, wrong: Report) {
  const given = text(limit, 'kind')
  if (given === undefined) return rule === undefined ? ('step' as const) : undefined
  const kind = limitKinds.find((known) => known === given)
  if (kind) return kind
  wrong('kind', `The kind of the limit of ${named(element)} is not one of ${limitKinds.join(', ')}`, 'Choose the kind')
  return undefined
}

function rollOf(limit: ModdleElement): { roll?: boolean } {
  const given = text(limit, 'roll')
  return given === undefined ? {} : { roll: given === 'true' }
}

/** Absent: those of the rule, or of the law for a statutory limit. */
function groundsOf(limit: ModdleElement): readonly string[] | undefined {
  const given = text(limit, 'grounds')
  return given === undefined ? undefined : Object.freeze(given.split(',').flatMap((ground) => ground.trim() || []))
}

function extensionOf(element: ModdleElement, limit: ModdleElement, wrong: Report) {
  const given = text(limit, 'extension')
  const by = text(limit, 'extendedBy')
  const times = text(limit, 'extensions')
  if (given === undefined && by === undefined && times === undefined) return undefined
  const days = Number(given)
  if (!Number.isInteger(days) || days < 1 || by === undefined) {
    const words = `Expected the extension of ${named(element)} to be a whole number of days and who signs it`
    wrong('extension', words, 'Write both, e.g. 10 and the group of the head')
  }
  if (times !== undefined && !/^[1-9]\d?$/.test(times)) {
    const words = `Expected the limit of ${named(element)} to be extended so many times, but it is «${times}»`
    wrong('extensions', words, 'Write a number from 1')
  }
  return { days, by: by ?? '', ...(times === undefined ? {} : { times: Number(times) }) }
}

/** A special procedure: what the activity takes is excluded from the limit around it. */
export function stopOf(element: ModdleElement, compiling: Compiling): StopDefinition | undefined {
  const stop = compiling.extension(element, 'lianban:Stop')
  if (!stop) return undefined
  const ground = text(stop, 'ground') ?? ''
  if (ground === '') {
    const words = `${named(element)} stops the clock, but on no ground`
    compiling.report('stop-invalid', element, 'ground', words, 'Choose a ground of the list of the limit')
  }
  const until = compiling.optional(element, 'until', stop)
  return {
    ground,
    document: compiling.required(element, 'document', stop, 'Name the written notice that gives it effect'),
    ...(until ? { until } : {}),
  }
}
