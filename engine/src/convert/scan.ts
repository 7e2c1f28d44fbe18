import { Parser } from 'saxen'
import { knownPrefixes } from './vendorModdle.ts'
import { strangersIn } from './strangers.ts'
import { vendorNameOf } from './vendors.ts'

export interface Found {
  /** Name with the vendor's own prefix; an attribute has an `@` before it. */
  readonly what: string
  /** Of an element its start tag and the text in it. */
  readonly value: string
  /** Id of the nearest element around it that has one. */
  readonly element: string
}

export interface Scan {
  readonly found: readonly Found[]
  readonly deepest: number
  /** The first thing that is not well-formed. */
  readonly trouble?: string
}

/**
 * Every attribute and element of the vendors' namespaces in the file, in its order. It is independent of the reader of
 * models, so that what that one does not take up is noticed.
 */
export function scan(xml: string): Scan {
  const found: Found[] = []
  const ids: string[] = []
  const open: { value: string }[] = []
  let deepest = 0
  let trouble: string | undefined
  const isStranger = strangersIn(xml)
  const parser = new Parser()
  parser.ns(Object.fromEntries(knownPrefixes.map(({ prefix, uri }) => [uri, prefix])))
  parser.on('openTag', (name, attributes, decode) => {
    const given = Object.entries(attributes()).filter(([attribute]) => !attribute.startsWith('xmlns'))
    const vendor = vendorNameOf(name)
    // Ids inside the extensions are their own.
    const own = vendor ? undefined : given.find(([attribute]) => attribute === 'id')?.[1]
    const element = own === undefined ? (ids.at(-1) ?? '') : decode(own)
    ids.push(element)
    deepest = Math.max(deepest, ids.length)
    const thing = { what: vendor?.what ?? name, value: tag(vendor?.what ?? name, given, decode), element }
    open.push(thing)
    if (vendor || isStranger(name)) found.push(thing)
    for (const [attribute, value] of given)
      if (vendorNameOf(attribute) || isStranger(attribute))
        found.push({ what: `@${vendorNameOf(attribute)?.what ?? attribute}`, value: decode(value), element })
  })
  parser.on('closeTag', () => {
    ids.pop()
    open.pop()
  })
  const said = (text: string): void => {
    const around = open.at(-1)
    if (around) around.value += text.trim()
  }
  parser.on('text', (text, decode) => said(decode(text)))
  parser.on('cdata', said)
  parser.on('error', (error: Error) => void (trouble ??= error.message))
  parser.on('warn', () => undefined)
  parser.parse(xml)
  return { found, deepest, ...(trouble === undefined ? {} : { trouble }) }
}

const tag = (name: string, attributes: readonly [string, string][], decode: (text: string) => string): string =>
  `<${name}${attributes.map(([key, value]) => ` ${vendorNameOf(key)?.what ?? key}="${decode(value)}"`).join('')}>`
