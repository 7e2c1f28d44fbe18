import type { CompiledDecisions } from '../decision/compile/compileDecisions.ts'
import {
  callable,
  callables,
  compileFiles,
  decisionFilesOf,
  decisionMissing,
  type BoundDecision,
  type DecisionCall,
  type DecisionSource,
} from '../decision/source.ts'
import type { Json } from '../expression/expression.ts'
import type { DecisionReference, Graph } from '../model/graph.ts'
import type { Problem } from '../model/problem.ts'
import type { Store, Transaction } from '../store/port.ts'
import { constantText } from './constantText.ts'

/** A publication of a process; decisions are published and versioned with it. */
interface Publication {
  readonly process: string
  readonly version: number
}

/** Where the latest publication of a decision is written down, and the latest with a tag. */
const settingOf = (decision: string, versionTag?: string): string =>
  `decision:${decision}${versionTag === undefined ? '' : `#${versionTag}`}`

/** Published decisions; the files of a publication are compiled once a process of the server. */
export class Decisions {
  readonly #store: Store
  readonly #compiled = new Map<string, Promise<CompiledDecisions>>()

  constructor(store: Store) {
    this.#store = store
  }

  /** What the files and the tasks that call decisions get wrong; a task may also call what was published before. */
  async prepare(
    resources: Json,
    graphs: readonly Graph[],
  ): Promise<{ readonly compiled: CompiledDecisions; readonly problems: readonly Problem[] }> {
    const compiled = await compileFiles(decisionFilesOf(resources))
    const { model, problems } = compiled
    const missing: Problem[] = []
    for (const { node, call } of graphs.flatMap(callsOf)) {
      const own = call && callable(model, call.decision)
      const fits = own && (call.binding !== 'versionTag' || tagOf(own) === call.versionTag)
      if (!call || fits || (call.binding !== 'deployment' && (await this.#pointer(call)))) continue
      missing.push(decisionMissing(node.id, node.name, call))
    }
    return { compiled, problems: [...problems, ...missing] }
  }

  /** Writes down that the publication holds these decisions. */
  async publish(transaction: Transaction, compiled: CompiledDecisions, publication: Publication): Promise<void> {
    const pointer = JSON.stringify([publication.process, publication.version])
    this.#compiled.set(idOf(publication), Promise.resolve(compiled))
    for (const element of callables(compiled.model)) {
      await transaction.setSetting(settingOf(element.id), pointer)
      const tag = tagOf(element)
      if (tag !== undefined) await transaction.setSetting(settingOf(element.id, tag), pointer)
    }
  }

  /** The publication was taken back. */
  forget(publication: Publication): void {
    this.#compiled.delete(idOf(publication))
  }

  /** The decisions that a step of the graph may need. A decision named by an expression is looked for beside the process. */
  async source(graph: Graph, publication: Publication): Promise<DecisionSource> {
    const found = new Map<string, BoundDecision | undefined>()
    for (const { call } of callsOf(graph)) if (call) found.set(keyOf(call), await this.#bound(call, publication))
    const own = await this.of(publication)
    return {
      find(call) {
        const key = keyOf(call)
        if (found.has(key)) return found.get(key)
        const element = callable(own.model, call.decision)
        return element && { element, process: publication.process, version: publication.version }
      },
    }
  }

  async #bound(call: DecisionCall, publication: Publication): Promise<BoundDecision | undefined> {
    const { process, version } = (call.binding === 'deployment' ? undefined : await this.#pointer(call)) ?? publication
    const { model } = await this.of({ process, version })
    const element = callable(model, call.decision)
    return element && { element, process, version }
  }

  async #pointer({ decision, binding, versionTag }: DecisionCall): Promise<Publication | undefined> {
    const written = await this.#store.setting(settingOf(decision, binding === 'versionTag' ? versionTag : undefined))
    if (written === undefined) return undefined
    const [process, version] = JSON.parse(written) as [string, number]
    return { process, version }
  }

  /** The compiled files of a publication. */
  of(publication: Publication): Promise<CompiledDecisions> {
    const { process, version } = publication
    const id = idOf(publication)
    let compiled = this.#compiled.get(id)
    if (!compiled) {
      compiled = this.#store
        .definition(process, version)
        .then((one) => compileFiles(decisionFilesOf(one?.resources ?? null)))
      this.#compiled.set(id, compiled)
      compiled.catch(() => this.#compiled.delete(id))
    }
    return compiled
  }
}

const idOf = ({ process, version }: Publication): string => `${process}@${version}`

/** The calls of a graph; without a call where the decision is named by an expression. */
const callsOf = (graph: Graph) =>
  graph.deciding.map((index) => {
    const node = graph.nodes[index]!
    const reference = node.type === 'businessRuleTask' ? node.decision : undefined
    return { node, call: reference && callOf(reference) }
  })

function callOf({ called, binding, versionTag }: DecisionReference): DecisionCall | undefined {
  if (called.names.length > 0) return undefined
  return { decision: constantText(called), binding, ...(versionTag === undefined ? {} : { versionTag }) }
}

const keyOf = ({ decision, binding, versionTag = '' }: DecisionCall): string => `${binding} ${versionTag} ${decision}`

const tagOf = (element: BoundDecision['element']): string | undefined =>
  element.kind === 'decision' ? element.versionTag : undefined
