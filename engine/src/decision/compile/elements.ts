import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import type { Problem } from '../../model/problem.ts'
import type { Boxed } from '../boxed/boxed.ts'
import type { Names } from '../feel.ts'
import type { DecisionFile, Element, Requirement } from '../model.ts'
import { any, type FunctionType, type Type } from '../types/type.ts'
import { expressionCompiler } from './expression.ts'
import type { SourceFile } from './file.ts'
import { hrefsOf, requirementsOf, resolve } from './requirements.ts'

/** Compiles the elements of requirement graphs, each once, those that it requires first. */
export class ElementCompiler {
  readonly #files: readonly SourceFile[]
  readonly #problems: Problem[]
  readonly #done = new Map<ModdleElement, Element>()
  /** The elements on the way from the first one asked for. */
  readonly #doing: ModdleElement[] = []

  constructor(files: readonly SourceFile[], problems: Problem[]) {
    this.#files = files
    this.#problems = problems
  }

  file(file: SourceFile): DecisionFile {
    const elements = [...file.elements.values()].flatMap((element) => this.#element(element, file) ?? [])
    return { namespace: file.namespace, name: file.name, elements }
  }

  #element(element: ModdleElement, file: SourceFile): Element | undefined {
    const done = this.#done.get(element)
    if (done) return done
    const compile = this.#kinds[element.$type]
    if (!compile) return undefined
    if (this.#doing.includes(element)) {
      const circle = this.#doing.slice(this.#doing.indexOf(element)).map(({ name, id }) => name ?? id)
      const words = `${circle.join(' needs ')} needs ${circle[0]}: the requirements go in a circle`
      this.#report('decision-cycle', element, words, 'Take one of the requirements out')
      return undefined
    }
    this.#doing.push(element)
    const compiled = compile(element, file)
    this.#doing.pop()
    this.#done.set(element, compiled)
    return compiled
  }

  readonly #kinds: Readonly<Record<string, (element: ModdleElement, file: SourceFile) => Element>> = {
    'dmn:InputData': (element, file) => ({ kind: 'inputData', ...base(element, file, this.#type(element, file)) }),
    'dmn:Decision': (element, file) => this.#decision(element, file),
    'dmn:BusinessKnowledgeModel': (element, file) => this.#knowledge(element, file),
    'dmn:DecisionService': (element, file) => this.#service(element, file),
  }

  #decision(element: ModdleElement, file: SourceFile): Element {
    const requirements = this.#required(requirementsOf(element), element, file)
    const { logic, type } = this.#logic(element, 'decisionLogic', file, namesOf(requirements))
    const declared = this.#type(element, file)
    const tag = versionTagOf(element)
    return {
      kind: 'decision',
      ...(tag === undefined ? {} : { versionTag: tag }),
      ...base(element, file, declared.kind === 'any' ? type : declared),
      requirements,
      logic,
    }
  }

  /** A knowledge model may call itself. */
  #knowledge(element: ModdleElement, file: SourceFile): Element {
    const others = requirementsOf(element).filter((href) => resolve(href, file, this.#files)?.element !== element)
    const requirements = this.#required(others, element, file)
    const own: Type = { kind: 'function', parameters: [], result: any }
    const names = new Map([...namesOf(requirements), [nameOf(element), own]])
    const { logic, type } = this.#logic(element, 'encapsulatedLogic', file, names)
    return { kind: 'knowledge', ...base(element, file, type), requirements, logic }
  }

  #service(element: ModdleElement, file: SourceFile): Element {
    const outputs = this.#required(hrefsOf(element, 'outputDecision'), element, file)
    const data = this.#required(hrefsOf(element, 'inputData'), element, file)
    const decisions = this.#required(hrefsOf(element, 'inputDecision'), element, file)
    const parameters = [...data, ...decisions]
    const declared = this.#type(element, file)
    const result = declared.kind === 'function' ? declared.result : declared.kind === 'any' ? joined(outputs) : declared
    const type: FunctionType = {
      kind: 'function',
      parameters: parameters.map((one) => one.element.type),
      result,
    }
    return { kind: 'service', ...base(element, file, type), type, outputs, parameters }
  }

  #required(hrefs: readonly string[], element: ModdleElement, file: SourceFile): Requirement[] {
    return hrefs.flatMap((href) => {
      const found = resolve(href, file, this.#files)
      if (!found) {
        const words = `${nameOf(element)} needs ${href}, which is not there`
        this.#report('decision-reference', element, words, 'Connect it to an element that exists')
        return []
      }
      const required = this.#element(found.element, found.file)
      if (!required) return []
      return found.through ? [{ through: found.through, element: required }] : [{ element: required }]
    })
  }

  #logic(element: ModdleElement, property: string, file: SourceFile, names: Names): Boxed {
    return expressionCompiler(file, element, this.#problems).compile(child(element, property), names)
  }

  #type(element: ModdleElement, file: SourceFile): Type {
    const variable = child(element, 'variable')
    const { typeOf } = expressionCompiler(file, element, this.#problems)
    return typeOf(element, variable && text(variable, 'typeRef'))
  }

  #report(code: string, element: ModdleElement, words: string, fix: string): void {
    const place = element.id === undefined ? {} : { element: element.id }
    this.#problems.push({ code, severity: 'error', ...place, words, fix })
  }
}

function versionTagOf(element: ModdleElement): string | undefined {
  const extensions = child(element, 'extensionElements')
  const tag = extensions && list(extensions, 'values').find(({ $type }) => $type === 'zeebe:versionTag')
  return tag && text(tag, 'value')
}

const nameOf = (element: ModdleElement): string => child(element, 'variable')?.name ?? element.name ?? element.id ?? ''

const base = (element: ModdleElement, file: SourceFile, type: Type) => ({
  id: element.id ?? nameOf(element),
  name: nameOf(element),
  label: element.name ?? nameOf(element),
  namespace: file.namespace,
  type,
})

/** One output is the result, several are a context. */
const joined = (outputs: readonly Requirement[]): Type =>
  outputs.length === 1 ? outputs[0]!.element.type : { kind: 'context', entries: namesOf(outputs) }

/** The names that requirements bring: their own, or that of the import with theirs inside. */
function namesOf(requirements: readonly Requirement[]): Map<string, Type> {
  const names = new Map<string, Type>()
  for (const { through, element } of requirements) {
    if (through === undefined) names.set(element.name, element.type)
    else {
      const before = names.get(through)
      const entries = before?.kind === 'context' ? before.entries : new Map<string, Type>()
      names.set(through, { kind: 'context', entries: new Map([...entries, [element.name, element.type]]) })
    }
  }
  return names
}
