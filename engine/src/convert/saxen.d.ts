declare module 'saxen' {
  type Attributes = () => Readonly<Record<string, string>>
  type Decode = (text: string) => string

  export class Parser {
    /** Makes it read namespaces, and give these (URI -> prefix) the prefixes of the caller. */
    ns(prefixes: Readonly<Record<string, string>>): this
    on(
      event: 'openTag',
      tell: (name: string, attributes: Attributes, decode: Decode, selfClosing: boolean) => void,
    ): this
    on(event: 'closeTag', tell: (name: string, selfClosing: boolean) => void): this
    on(event: 'text' | 'cdata', tell: (text: string, decode: Decode) => void): this
    on(event: 'error' | 'warn', tell: (error: Error) => void): this
    parse(xml: string): unknown
  }
}
