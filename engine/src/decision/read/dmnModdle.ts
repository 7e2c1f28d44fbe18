// @ts-expect-error the library has no types
import { DmnModdle as Library } from 'dmn-moddle'
import type { ModdleElement } from '../../model/moddle.ts'

interface TypeDescriptor {
  readonly name: string
  readonly superClass?: readonly string[]
  readonly extends?: readonly string[]
  readonly properties: readonly Record<string, unknown>[]
}

/** The part of the library that is used. */
interface DmnModdle {
  readonly registry: {
    readonly packageMap: Readonly<Record<string, object>>
    registerType(type: TypeDescriptor, pkg: object): void
  }
  fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly { message: string }[] }>
}

/** The namespace that the library knows: DMN 1.3. */
const known = {
  model: 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  di: 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
}

/** Model namespaces of DMN 1.1, 1.2, 1.4 and 1.5: later versions add elements and take none away. */
const others =
  /"(?:http:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn(?:11)?\.xsd|20180521\/MODEL\/)|https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324)\/MODEL\/)"/g
const otherDiagrams =
  /"(?:http:\/\/www\.omg\.org\/spec\/DMN\/20180521\/DMNDI\/|https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324)\/DMNDI\/)"/g

/** A file of any version of DMN, as the library reads it. */
export const inKnownVersion = (xml: string): string =>
  xml.replace(others, `"${known.model}"`).replace(otherDiagrams, `"${known.di}"`)

/** DMN 1.3 as the library has it, with the expressions that DMN 1.4 added and the constraint that DMN 1.5 added. */
export const dmnModdle = new (Library as new () => DmnModdle)()

const child = (name: string, type: string): Record<string, unknown> => ({ name, type })
const iterator = [{ name: 'iteratorVariable', type: 'String', isAttr: true }, child('in', 'TypedChildExpression')]

const added: readonly TypeDescriptor[] = [
  { name: 'ChildExpression', properties: [{ name: 'id', type: 'String', isAttr: true }, child('value', 'Expression')] },
  {
    name: 'TypedChildExpression',
    superClass: ['ChildExpression'],
    properties: [{ name: 'typeRef', type: 'String', isAttr: true }],
  },
  {
    name: 'Conditional',
    superClass: ['Expression'],
    properties: ['if', 'then', 'else'].map((name) => child(name, 'ChildExpression')),
  },
  { name: 'For', superClass: ['Expression'], properties: [...iterator, child('return', 'ChildExpression')] },
  ...['Some', 'Every'].map((name) => ({
    name,
    superClass: ['Expression'],
    properties: [...iterator, child('satisfies', 'ChildExpression')].map((property) => ({ ...property })),
  })),
  {
    name: 'Filter',
    superClass: ['Expression'],
    properties: ['in', 'match'].map((name) => child(name, 'ChildExpression')),
  },
  {
    name: 'ConstrainedItemDefinition',
    extends: ['ItemDefinition'],
    properties: [child('typeConstraint', 'UnaryTests')],
  },
]

const { registry } = dmnModdle
for (const type of added) registry.registerType(type, registry.packageMap['dmn']!)
