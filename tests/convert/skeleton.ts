import { Parser } from 'saxen'

/** Kinds of tasks that the conversion turns into another kind of task. */
const tasks = new Set(['serviceTask', 'scriptTask', 'businessRuleTask'])
/** What the conversion says in another way. */
const said = new Set(['extensionElements', 'script', 'potentialOwner', 'humanPerformer', 'performer', 'loopDataInputRef', 'inputDataItem', 'message', 'signal', 'completionCondition']) // prettier-ignore

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Elements with their ids, names and ends, documentation and the diagram, in the order of the file. */
export function skeleton(xml: string): string[] {
  const lines: string[] = []
  let hidden = 0
  let documented = false
  const parser = new Parser()
  parser.on('openTag', (name, attributes, decode) => {
    const tag = local(name)
    if (hidden > 0 || said.has(tag) || /^(camunda|flowable|activiti):/.test(name)) return void hidden++
    documented = tag === 'documentation'
    const kept = Object.entries(attributes()).filter(([key]) => /^(id|name|sourceRef|targetRef|attachedToRef|bpmnElement|x|y|width|height|default)$/.test(key)) // prettier-ignore
    const given = kept.map(([key, value]) => `${key}=${decode(value)}`).sort()
    lines.push(`${tasks.has(tag) ? 'task' : tag} ${given.join(' ')}`)
  })
  parser.on('closeTag', () => {
    if (hidden > 0) hidden--
    documented = false
  })
  const text = (words: string): void => {
    if (documented && hidden === 0) lines.push(words)
  }
  parser.on('text', (words, decode) => text(decode(words)))
  parser.on('cdata', text)
  parser.parse(xml)
  return lines
}
