import { NotConvertible, type Node } from './node.ts'
import { atom, operand, truthOf, type Said, type Translating } from './said.ts'

type Call = Extract<Node, { kind: 'method' }>

/** A list has an item, or a text a part: JUEL calls the Java method of whatever the variable holds. */
export function containsOf(translation: Translating, { of, name, given }: Call): Said {
  const [holder, item] = [translation.say(of), given[0] && translation.say(given[0])]
  // Java finds no 1 (a Long in JUEL) in a list of Integers.
  if (!item || given.length > 1 || (item.kind !== 'string' && item.kind !== 'unknown')) throw called(name)
  if (holder.kind !== 'unknown' && holder.kind !== 'string') throw called(name)
  const held = operand(holder, 'sum')
  const inText = `contains(${holder.text}, ${item.text})`
  if (holder.kind === 'string') return atom(inText, 'boolean')
  const text = `if ${held} instance of string then ${inText} else list contains(${holder.text}, ${item.text})`
  return truthOf(text, 'if')
}

const called = (name: string): NotConvertible => new NotConvertible(`.${name}(…)`)

/** Methods of Java's texts and collections that say the same of every value they have. */
export function methodOf(translation: Translating, { of, name, given }: Call): Said {
  if (of.kind === 'name' && of.name === 'execution') return variableNamed(translation, name, given)
  const holder = translation.say(of)
  if (name === 'equals' && given.length === 1) {
    const other = translation.say(given[0]!)
    if ([holder.kind, other.kind].every((kind) => kind === 'string' || kind === 'unknown'))
      if (holder.kind === 'string' || other.kind === 'string') return translation.binary('=', holder, other)
  }
  if (holder.kind === 'unknown' && given.length === 0) {
    if (name === 'size') return size(holder)
    if (name === 'isEmpty') return nothingIn(holder)
  }
  throw called(name)
}

/** `execution.getVariable('x')` is null for a variable that nobody has set. */
function variableNamed(translation: Translating, method: string, given: readonly Node[]): Said {
  const [name] = given
  if (method !== 'getVariable' || given.length !== 1 || name?.kind !== 'literal' || typeof name.value !== 'string')
    throw new NotConvertible(`execution.${method}(…)`)
  translation.remarks.add('missing-variable')
  return translation.variable(name.value)
}

const isList = (held: Said): string => `${operand(held, 'sum')} instance of list<Any>`
const isText = (held: Said): string => `${operand(held, 'sum')} instance of string`

const size = (held: Said): Said => ({
  text: `if ${isList(held)} then count(${held.text}) else count(get entries(${held.text}))`,
  kind: 'whole',
  binding: 'if',
})

function nothingIn(held: Said): Said {
  const value = operand(held, 'sum')
  const inside = `if ${isList(held)} then ${value} = [] else count(get entries(${held.text})) = 0`
  return truthOf(`if ${isText(held)} then ${value} = "" else ${inside}`, 'if')
}

/** JUEL's `empty`: null, an empty text, an empty list or map. */
export function emptiness(held: Said): Said {
  const value = operand(held, 'sum')
  if (held.kind === 'string') return truthOf(`${value} = null or ${value} = ""`, 'or')
  if (held.kind !== 'unknown') return truthOf(`${value} = null`, 'comparison')
  const text = [
    `${value} = null`,
    `(${isText(held)} and ${value} = "")`,
    `(${isList(held)} and ${value} = [])`,
    `(${value} instance of context<> and ${value} = {})`,
  ].join(' or ')
  return truthOf(text, 'or')
}
