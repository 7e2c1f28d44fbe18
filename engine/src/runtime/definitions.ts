import { compile } from '../model/compile/index.ts'
import type { Graph, Node } from '../model/graph.ts'
import type { Problem } from '../model/problem.ts'
import type { Json } from '../expression/expression.ts'
import type { Definition, StartRow, Store, Transaction } from '../store/port.ts'
import { hasErrors } from '../model/problem.ts'
import { constantText } from './constantText.ts'
import { Decisions } from './decisions.ts'
import type { GroupCommit } from './groupCommit.ts'
import type { Outcome, Refusal } from './options.ts'

export interface Deployment {
  bpmn: string
  /** Pinned to the publication; its entry `decisions` holds DMN files by name, for the business rule tasks. */
  resources?: Json
  by: string
  note?: string
}

export type Deployed =
  | { ok: true; definitions: readonly Definition[]; problems: readonly Problem[] }
  | { ok: false; problems: readonly Problem[] }

/** Takes the publication back when a start event cannot be waited for. */
class StartImpossible extends Error {
  readonly problem: Problem
  constructor(process: string, { code, words, remedy }: Refusal) {
    super(words)
    this.problem = { code, severity: 'error', element: process, words, fix: remedy }
  }
}

/** Published versions and their compiled graphs; a graph is compiled once a process of the server. */
export class Definitions {
  readonly #store: Store
  readonly #commits: GroupCommit
  readonly decisions: Decisions
  readonly #graphs = new Map<string, Graph | Promise<Graph>>()

  constructor(store: Store, commits: GroupCommit) {
    this.#store = store
    this.decisions = new Decisions(store)
    this.#commits = commits
  }

  /** Compiles and publishes every executable process of the file; refused as a whole when one has an error. */
  async deploy(
    { bpmn, resources = null, by, note = '' }: Deployment,
    at: number,
    stand: (transaction: Transaction, graph: Graph, version: number) => Promise<Outcome>,
  ): Promise<Deployed> {
    const compiled = await compile(bpmn)
    if (!compiled.ok) return { ok: false, problems: compiled.problems }
    const decisions = await this.decisions.prepare(resources, compiled.graphs)
    const missing = await this.#missingCalls(compiled.graphs)
    const problems = [...compiled.problems, ...decisions.problems, ...missing]
    if (hasErrors(problems)) return { ok: false, problems }
    const kept: { readonly process: string; readonly version: number }[] = []
    try {
      const definitions = await this.#commits.add(async (transaction) => {
        const published: Definition[] = []
        for (const graph of compiled.graphs) {
          const { process, name } = graph
          const version = (await transaction.lastVersion(process)) + 1
          const definition = { process, version, name, bpmn, resources, deployedAt: at, deployedBy: by, note }
          await transaction.insertDefinition(definition)
          await transaction.setStarts(process, startsOf(graph, version))
          await this.decisions.publish(transaction, decisions.compiled, definition)
          this.#graphs.set(`${process}@${version}`, graph)
          kept.push({ process, version })
          const standing = await stand(transaction, graph, version)
          if (!standing.ok) throw new StartImpossible(process, standing.rejection)
          published.push(definition)
        }
        return published
      })
      return { ok: true, definitions, problems }
    } catch (error) {
      for (const { process, version } of kept) {
        this.#graphs.delete(`${process}@${version}`)
        this.decisions.forget({ process, version })
      }
      if (error instanceof StartImpossible) return { ok: false, problems: [error.problem] }
      throw error
    }
  }

  /** What a deployment would be told; nothing is published. */
  async problems({ bpmn, resources = null }: Pick<Deployment, 'bpmn' | 'resources'>): Promise<readonly Problem[]> {
    const compiled = await compile(bpmn)
    const graphs = compiled.ok ? compiled.graphs : []
    const { problems } = await this.decisions.prepare(resources, graphs)
    return [...compiled.problems, ...problems, ...(await this.#missingCalls(graphs))]
  }

  /**
   * Call activities whose process is neither in the file nor published. Only a warning where it may still be published before a
   * case comes there; bound to the deployment it never can be.
   */
  async #missingCalls(graphs: readonly Graph[]): Promise<Problem[]> {
    const own = new Set(graphs.map(({ process }) => process))
    const problems: Problem[] = []
    for (const node of graphs.flatMap(({ nodes }) => nodes)) {
      if (node.type !== 'callActivity' || node.called.names.length > 0) continue
      const process = constantText(node.called)
      const bound = node.binding === 'deployment'
      if (own.has(process) || (!bound && (await this.#store.definitions(process)).length > 0)) continue
      const where = bound ? 'is not in the same file' : 'is not published'
      problems.push({
        code: 'called-process-missing',
        severity: bound ? 'error' : 'warning',
        element: node.id,
        field: 'processId',
        words: `${node.name || node.id} calls process ${process}, which ${where}`,
        fix: bound ? 'Draw it in the same file, or bind the latest version' : 'Publish it before a case comes there',
      })
    }
    return problems
  }

  /** The version that a call activity means: the latest, the one of its own deployment, or the latest with a tag. */
  async called(
    transaction: Transaction,
    {
      process,
      binding,
      versionTag,
    }: { process: string; binding: 'latest' | 'deployment' | 'versionTag'; versionTag?: string },
    caller: { readonly process: string; readonly version: number },
  ): Promise<number | undefined> {
    const last = await transaction.lastVersion(process)
    if (last === 0) return undefined
    if (binding === 'versionTag') {
      for (let version = last; version > 0; version--)
        if ((await this.graph(process, version)).versionTag === versionTag) return version
      return undefined
    }
    if (binding === 'deployment') {
      const own = await this.#store.definition(caller.process, caller.version)
      for (let version = last; version > 0; version--) {
        const definition = await this.#store.definition(process, version)
        if (definition?.deployedAt === own?.deployedAt && definition?.bpmn === own?.bpmn) return version
      }
    }
    return last
  }

  async exists(process: string, version: number): Promise<boolean> {
    return this.#graphs.has(`${process}@${version}`) || (await this.#store.definition(process, version)) !== undefined
  }

  /** A promise only for the first who asks: every step asks. */
  graph(process: string, version: number): Graph | Promise<Graph> {
    const id = `${process}@${version}`
    const known = this.#graphs.get(id)
    if (known) return known
    const loading = this.#load(process, version)
    this.#graphs.set(id, loading)
    loading.then(
      (graph) => this.#graphs.set(id, graph),
      () => this.#graphs.delete(id),
    )
    return loading
  }

  async #load(process: string, version: number): Promise<Graph> {
    const definition = await this.#store.definition(process, version)
    if (!definition) throw new Error(`Expected process ${process} in version ${version}, but it is not published`)
    const compiled = await compile(definition.bpmn)
    const graph = compiled.ok && compiled.graphs.find((candidate) => candidate.process === process)
    if (!graph) throw new Error(`Expected ${process} version ${version} to compile as it did when it was published`)
    return graph
  }
}

/** What a process starts with; names are constants or FEEL over nothing. Several triggers at once are awaited by the standing process. */
function startsOf(graph: Graph, version: number): StartRow[] {
  const rows: StartRow[] = []
  for (const node of graph.nodes) {
    if (!begins(graph, node) || !('triggers' in node)) continue
    const several = 'parallelMultiple' in node && node.parallelMultiple && node.triggers.length > 1
    for (const trigger of node.triggers) {
      const start = { process: graph.process, version, element: node.id }
      if (trigger.kind === 'conditional') rows.push({ ...start, kind: 'conditional', name: '' })
      else if ((trigger.kind === 'message' || trigger.kind === 'signal') && !several)
        rows.push({ ...start, kind: trigger.kind, name: constantText(trigger.name) })
    }
  }
  return rows
}

function begins(graph: Graph, node: Node): boolean {
  if (node.type === 'startEvent') return node.parent === 0
  if (node.type === 'receiveTask' && node.instantiate) return true
  const sources = node.incoming.map((index) => graph.nodes[graph.flows[index]!.source]!)
  return sources.some((source) => source.type === 'eventBasedGateway' && source.instantiate)
}
