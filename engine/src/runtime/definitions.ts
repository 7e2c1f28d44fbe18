import { compile } from '../model/compile/index.ts'
import type { Graph } from '../model/graph.ts'
import type { Problem } from '../model/problem.ts'
import type { Expression, Json } from '../expression/expression.ts'
import type { Definition, StartRow, Store } from '../store/port.ts'
import { china } from '../time/index.ts'
import type { GroupCommit } from './groupCommit.ts'

export interface Deployment {
  bpmn: string
  resources?: Json
  by: string
  note?: string
}

export type Deployed =
  | { ok: true; definitions: readonly Definition[]; problems: readonly Problem[] }
  | { ok: false; problems: readonly Problem[] }

/** Published versions and their compiled graphs; a graph is compiled once a process of the server. */
export class Definitions {
  readonly #store: Store
  readonly #commits: GroupCommit
  readonly #graphs = new Map<string, Promise<Graph>>()

  constructor(store: Store, commits: GroupCommit) {
    this.#store = store
    this.#commits = commits
  }

  /** Compiles and publishes every executable process of the file; refused as a whole when one has an error. */
  async deploy({ bpmn, resources = null, by, note = '' }: Deployment, at: number): Promise<Deployed> {
    const compiled = await compile(bpmn)
    if (!compiled.ok) return { ok: false, problems: compiled.problems }
    const definitions = await this.#commits.add(async (transaction) => {
      const published: Definition[] = []
      for (const graph of compiled.graphs) {
        const { process, name } = graph
        const version = (await transaction.lastVersion(process)) + 1
        const definition = { process, version, name, bpmn, resources, deployedAt: at, deployedBy: by, note }
        await transaction.insertDefinition(definition)
        await transaction.setStarts(process, startsOf(graph, version))
        published.push(definition)
      }
      return published
    })
    return { ok: true, definitions, problems: compiled.problems }
  }

  async latest(process: string): Promise<number | undefined> {
    return (await this.#store.definitions(process))[0]?.version
  }

  /** The version that a call activity means: the latest, the one of its own deployment, or the latest with a tag. */
  async called(
    {
      process,
      binding,
      versionTag,
    }: { process: string; binding: 'latest' | 'deployment' | 'versionTag'; versionTag?: string },
    caller: { readonly process: string; readonly version: number },
  ): Promise<number | undefined> {
    const all = await this.#store.definitions(process)
    if (binding === 'versionTag') {
      for (const { version } of all) if ((await this.graph(process, version)).versionTag === versionTag) return version
      return undefined
    }
    if (binding === 'deployment') {
      const own = await this.#store.definition(caller.process, caller.version)
      const together = all.find(({ bpmn, deployedAt }) => deployedAt === own?.deployedAt && bpmn === own.bpmn)
      return (together ?? all[0])?.version
    }
    return all[0]?.version
  }

  graph(process: string, version: number): Promise<Graph> {
    const id = `${process}@${version}`
    let graph = this.#graphs.get(id)
    if (!graph) {
      graph = this.#load(process, version)
      this.#graphs.set(id, graph)
      graph.catch(() => this.#graphs.delete(id))
    }
    return graph
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

/** Messages and signals that a process starts with; names are constants or FEEL over nothing. */
function startsOf(graph: Graph, version: number): StartRow[] {
  const rows: StartRow[] = []
  for (const node of graph.nodes) {
    const begins = node.type === 'startEvent' ? node.parent === 0 : node.type === 'receiveTask' && node.instantiate
    if (!begins || !('triggers' in node)) continue
    for (const trigger of node.triggers) {
      if (trigger.kind !== 'message' && trigger.kind !== 'signal') continue
      const { kind, name } = trigger
      rows.push({ process: graph.process, version, element: node.id, kind, name: constantText(name) })
    }
  }
  return rows
}

function constantText(expression: Expression): string {
  const result = expression.evaluate(() => undefined, { at: 0, calendar: china })
  return result.ok && typeof result.value === 'string' ? result.value : expression.source
}
