/** Something of an engine that is put into a model, wherever that is. */
export interface Insertion {
  /** Which tag of the file, counted round. */
  readonly at: number
  readonly vendor: 'camunda' | 'flowable' | 'activiti'
  readonly name: string
  readonly value: string
  /** An attribute of the tag, an extension element of it, or a child outside the extension elements. */
  readonly as: 'attribute' | 'element' | 'child'
}

const uris = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  flowable: 'http://flowable.org/bpmn',
  activiti: 'http://activiti.org/bpmn',
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** The model with the insertion; it stays well-formed. */
export function withThing(xml: string, { at, vendor, name, value, as }: Insertion): string {
  const tags = [...xml.matchAll(/<(?![?!/])([\w:.-]+)([^<>]*?)(\/?)>/g)]
  const tag = tags[at % tags.length]!
  const [whole, element, attributes, end] = tag as unknown as [string, string, string, string]
  const declared = ` xmlns:new="${uris[vendor]}"`
  const before = xml.slice(0, tag.index)
  const after = xml.slice(tag.index + whole.length)
  if (as === 'attribute') {
    // Declared and used once in a tag: a second time would be no XML.
    if (/ new:/.test(attributes) || attributes.includes('xmlns:new')) return xml
    return `${before}<${element}${attributes}${declared} new:${name}="${escaped(value)}"${end}>${after}`
  }
  const thing = `<new:${name}${declared} name="${escaped(value)}">${escaped(value)}</new:${name}>`
  const prefix = /^(\w+):/.exec(element)?.[1]
  const holder =
    prefix === 'bpmn' && as === 'element' && element !== 'bpmn:extensionElements' ? 'bpmn:extensionElements' : undefined
  const inside = holder ? `<${holder}>${thing}</${holder}>` : thing
  return end === '/'
    ? `${before}<${element}${attributes}>${inside}</${element}>${after}`
    : `${before}${whole}${inside}${after}`
}
