import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import { compileTest, type FeelScope } from '../feel.ts'
import { any, builtIn, listOf, type Type } from './type.ts'

export interface TypeSource {
  readonly itemDefinitions: readonly ModdleElement[]
  readonly importNames: readonly string[]
  /** Where the constraints of types stand. */
  readonly scope: FeelScope
  /** The types of an imported file, by the name of the import. */
  imported(name: string): Types | undefined
}

/** The types of one file: built-in ones and its item definitions (DMN 1.5, 7.3.3), compiled when they are asked for. */
export class Types {
  readonly #source: TypeSource
  readonly #report: (item: ModdleElement, trouble: string) => void
  readonly #found = new Map<string, Type>()
  readonly #compiling = new Set<string>()

  constructor(source: TypeSource, report: (item: ModdleElement, trouble: string) => void) {
    this.#source = source
    this.#report = report
  }

  /** The type of a reference; undefined when nothing has that name. A type that contains itself is `any` inside itself. */
  find(reference: string): Type | undefined {
    const name = reference.trim().replace(/\s+/g, ' ')
    const found = this.#found.get(name)
    if (found) return found
    if (this.#compiling.has(name)) return any
    const item = this.#source.itemDefinitions.find((candidate) => candidate.name === name)
    if (!item) return builtIn(name) ?? this.#imported(name) ?? this.#withoutPrefix(name)
    this.#compiling.add(name)
    const type = this.#item(item)
    this.#compiling.delete(name)
    this.#found.set(name, type)
    return type
  }

  #imported(name: string): Type | undefined {
    for (const prefix of this.#source.importNames) {
      if (prefix === '') {
        const type = this.#source.imported(prefix)?.find(name)
        if (type) return type
      } else if (name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}:`)) {
        return this.#source.imported(prefix)?.find(name.slice(prefix.length + 1))
      }
    }
    return undefined
  }

  /** DMN 1.1 writes `feel:number`. */
  #withoutPrefix(name: string): Type | undefined {
    const colon = name.indexOf(':')
    return colon < 0 ? undefined : this.find(name.slice(colon + 1))
  }

  #item(item: ModdleElement): Type {
    const single = this.#constrained(this.#single(item), item, 'allowedValues')
    return this.#constrained(item.get('isCollection') === true ? listOf(single) : single, item, 'typeConstraint')
  }

  #single(item: ModdleElement): Type {
    const components = list(item, 'itemComponent')
    const called = child(item, 'functionItem')
    if (components.length > 0) {
      return { kind: 'context', entries: new Map(components.map((one) => [one.name ?? '', this.#item(one)])) }
    }
    if (called) {
      const parameters = list(called, 'parameters').map((one) => this.#named(one, text(one, 'typeRef')))
      return { kind: 'function', parameters, result: this.#named(item, text(called, 'outputTypeRef')) }
    }
    return this.#named(item, text(item, 'typeRef'))
  }

  #named(item: ModdleElement, reference: string | undefined): Type {
    if (reference === undefined) return any
    const type = this.find(reference)
    if (!type) this.#report(item, `there is no type ${reference}`)
    return type ?? any
  }

  #constrained(of: Type, item: ModdleElement, property: 'allowedValues' | 'typeConstraint'): Type {
    const tests = child(item, property)
    const source = tests && text(tests, 'text')
    if (source === undefined) return of
    const compiled = compileTest(source, this.#source.scope)
    if ('program' in compiled) return { kind: 'constrained', of, test: compiled.program, feel: compiled.feel }
    this.#report(item, compiled.trouble)
    return of
  }
}
