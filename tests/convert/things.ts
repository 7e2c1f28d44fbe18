import { Parser } from 'saxen'

/** An attribute (`@name`) or element of Camunda's, Flowable's or Activiti's namespaces. */
export interface Thing {
  readonly name: string
  /** Names of the vendors' elements around it, from the outside. */
  readonly inside: readonly string[]
  /** Id of the element of the standard around it; an event for what stands on its definition. */
  readonly element: string
  /** Ids of the elements of the standard around that one, from the inside. */
  readonly around: readonly string[]
}

const vendors = /^http:\/\/(camunda\.org\/schema\/1\.0\/bpmn|flowable\.org\/(bpmn|modeler)|activiti\.org\/bpmn)$/

/** All of them, read from the text without any of the engine's code. Prefixes are resolved by hand. */
export function vendorThings(xml: string): Thing[] {
  const things: Thing[] = []
  const scopes: { readonly prefixes: Readonly<Record<string, string>>; id: string; own?: string }[] = [
    { prefixes: {}, id: '' },
  ]
  const parser = new Parser()
  const isVendor = (name: string, prefixes: Readonly<Record<string, string>>): boolean =>
    name.includes(':') && vendors.test(prefixes[name.slice(0, name.indexOf(':'))] ?? '')
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('openTag', (name, attributes, decode) => {
    const given = Object.entries(attributes())
    const around = scopes.at(-1)!
    const declared = given.flatMap(([key, value]) => (key.startsWith('xmlns:') ? [[key.slice(6), value]] : []))
    const prefixes = { ...around.prefixes, ...(Object.fromEntries(declared) as Record<string, string>) }
    const own = isVendor(name, prefixes)
    const id = own || /(EventDefinition|:property)$/.test(name) ? undefined : given.find(([key]) => key === 'id')?.[1]
    const element = id === undefined ? around.id : decode(id)
    const inside = scopes.flatMap((scope) => scope.own ?? [])
    const homes = [...new Set(scopes.map((scope) => scope.id).toReversed())].filter(
      (home) => home !== '' && home !== element,
    )
    if (own) things.push({ name: local(name), inside, element, around: homes })
    const within = own ? [...inside, local(name)] : inside
    for (const [key] of given)
      if (!key.startsWith('xmlns') && isVendor(key, prefixes))
        things.push({ name: `@${local(key)}`, inside: within, element, around: homes })
    scopes.push({ prefixes, id: element, ...(own ? { own: local(name) } : {}) })
  })
  parser.on('closeTag', () => void scopes.pop())
  parser.parse(xml)
  return things
}
