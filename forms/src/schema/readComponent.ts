import { parseExpression } from 'feelin'
import { problem, type SchemaProblem } from './schemaProblem.ts'
import { isObject, pathOf, type JsonObject } from './path.ts'
import { patternTrouble } from './pattern.ts'
import { fieldTypes } from './schema.ts'

const deepest = 8
const longestExpression = 2000
const valueTypes = new Set<string>(fieldTypes)
const choiceTypes = new Set(['radio', 'select', 'checklist'])
const rules: Record<string, 'boolean' | 'number' | 'string'> = {
  required: 'boolean',
  requiredWhen: 'string',
  minLength: 'number',
  maxLength: 'number',
  pattern: 'string',
  min: 'number',
  max: 'number',
  validationType: 'string',
}

export function readComponents(components: unknown, at: string, depth: number, problems: SchemaProblem[]): void {
  if (!Array.isArray(components)) {
    problems.push(
      problem(
        'schema',
        at,
        'Expected a list of components, but found something else.',
        'Save the form again in a form editor.',
      ),
    )
  } else if (depth > deepest) {
    problems.push(
      problem('schema', at, `The form is nested deeper than ${deepest} levels.`, 'Use fewer groups inside groups.'),
    )
  } else {
    components.forEach((component: unknown, i) => readComponent(component, `${at}[${i}]`, depth, problems))
  }
}

function readComponent(source: unknown, at: string, depth: number, problems: SchemaProblem[]): void {
  const type = isObject(source) ? source['type'] : undefined
  if (!isObject(source) || typeof type !== 'string') {
    problems.push(
      problem(
        'component',
        at,
        'Expected a component with a type, but found something else.',
        'Remove the entry or give it a type.',
      ),
    )
    return
  }
  readExpression(
    isObject(source['conditional']) ? source['conditional']['hide'] : undefined,
    `${at}.conditional.hide`,
    problems,
  )
  if (type === 'group') {
    if (source['path'] && !pathOf(source['path'])) problems.push(badKey(`${at}.path`, source['path']))
    readComponents(source['components'], `${at}.components`, depth + 1, problems)
  } else if (type === 'dynamiclist') {
    if (!pathOf(source['path'])) problems.push(badKey(`${at}.path`, source['path']))
    readRules(source, at, problems)
    readComponents(source['components'], `${at}.components`, depth + 1, problems)
  } else if (valueTypes.has(type)) {
    if (!pathOf(source['key'])) problems.push(badKey(`${at}.key`, source['key']))
    readRules(source, at, problems)
    if (choiceTypes.has(type)) readOptions(source, at, problems)
  } else if (type === 'text') {
    if (typeof source['text'] !== 'string') {
      problems.push(
        problem('component', `${at}.text`, 'The text component holds no text.', 'Write its text or remove it.'),
      )
    }
  } else if (type !== 'separator') {
    problems.push(
      problem(
        'component',
        at,
        `Components of type «${type}» are not shown here.`,
        'Use a field, a group, a dynamic list, a text or a separator.',
      ),
    )
  }
}

function readRules(source: JsonObject, at: string, problems: SchemaProblem[]): void {
  if (typeof source['readonly'] === 'string') readExpression(source['readonly'], `${at}.readonly`, problems)
  const validate = source['validate'] ?? {}
  if (!isObject(validate)) {
    problems.push(
      problem(
        'component',
        `${at}.validate`,
        'Expected rules, but found something else.',
        'Remove `validate` or make it an object.',
      ),
    )
    return
  }
  for (const [rule, value] of Object.entries(validate)) {
    if (rule === 'validationType' ? value !== 'custom' && value !== '' : typeof value !== rules[rule]) {
      problems.push(
        problem(
          'component',
          `${at}.validate.${rule}`,
          `The rule «${rule}» with this value would not be checked.`,
          'Use required, requiredWhen, minLength, maxLength, pattern, min or max.',
        ),
      )
    }
  }
  readExpression(validate['requiredWhen'], `${at}.validate.requiredWhen`, problems)
  const trouble = typeof validate['pattern'] === 'string' ? patternTrouble(validate['pattern']) : undefined
  if (trouble)
    problems.push(
      problem(
        'pattern',
        `${at}.validate.pattern`,
        `The pattern cannot be used: ${trouble}.`,
        'Write a simpler pattern.',
      ),
    )
}

function readOptions(source: JsonObject, at: string, problems: SchemaProblem[]): void {
  const values = source['values']
  const sound =
    Array.isArray(values) &&
    values.length > 0 &&
    values.every(
      (o) =>
        isObject(o) && typeof o['label'] === 'string' && ['string', 'number', 'boolean'].includes(typeof o['value']),
    )
  if (!sound) {
    problems.push(
      problem(
        'option',
        `${at}.values`,
        'Expected options with a label and a value, but found something else.',
        'List the options in `values`; options from expressions are not supported.',
      ),
    )
  } else if (new Set(values.map((o: JsonObject) => o['value'])).size < values.length) {
    problems.push(
      problem('option', `${at}.values`, 'Two options have the same value.', 'Give each option a value of its own.'),
    )
  }
}

function readExpression(source: unknown, at: string, problems: SchemaProblem[]): void {
  if (source === undefined || source === '') return
  const text = typeof source === 'string' && source.startsWith('=') ? source.slice(1) : ''
  let wrong = text.trim() === '' || text.length > longestExpression
  if (!wrong) parseExpression(text, {}, undefined).iterate({ enter: (node) => void (wrong ||= node.type.isError) })
  if (wrong)
    problems.push(
      problem(
        'expression',
        at,
        'Expected a FEEL expression after «=», but found something else.',
        'Correct the expression or remove it.',
      ),
    )
}

function badKey(at: string, key: unknown): SchemaProblem {
  const shown =
    typeof key === 'string' && key !== '' ? `«${key.slice(0, 40)}» cannot be used as a key` : 'There is no key'
  return problem(
    'key',
    at,
    `${shown}.`,
    'Use letters, digits and _, starting with a letter; dots lead into nested values.',
  )
}
