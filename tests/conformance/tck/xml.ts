import { Parser } from 'saxen'

/** An element of an XML file; names are without prefixes. */
export interface Xml {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Xml[]
  readonly text: string
}

interface Growing extends Xml {
  readonly children: Growing[]
  text: string
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
const identity = (text: string): string => text

/** The root element; throws when the file is not well formed. */
export function readXml(xml: string): Xml {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new Parser()
  parser.on('openTag', (name, attributes, decode = identity) => {
    const given = Object.entries(attributes()).map(([key, value]) => [local(key), decode(value)])
    const element: Growing = { name: local(name), attributes: Object.fromEntries(given), children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closeTag', () => void open.pop())
  parser.on('text', (text, decode = identity) => void (open.at(-1)!.text += decode(text)))
  parser.on('cdata', (text) => void (open.at(-1)!.text += text))
  parser.on('error', (error) => {
    throw error
  })
  parser.parse(xml)
  const [root] = top.children
  if (!root) throw new Error('Expected an XML element, but the file has none')
  return root
}

export const childOf = (element: Xml, name: string): Xml | undefined =>
  element.children.find((one) => one.name === name)
export const childrenOf = (element: Xml, name: string): readonly Xml[] =>
  element.children.filter((one) => one.name === name)
