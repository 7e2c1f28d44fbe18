import { compile, hasErrors, runProblems } from '@lianban/engine'
import type { Definition } from '@lianban/engine/runtime'
import { limitProblems } from '../almanac/limits.ts'
import { bundleOf } from '../cases/resources.ts'
import type {
  Bundle,
  DraftSaved,
  ModelProblem,
  ProcessDetail,
  ProcessDraft,
  ProcessSummary,
  Published,
} from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'
import { tablesOf } from '../tables.ts'
import { withEmbeddedForms } from './embeddedForms.ts'
import { formProblems } from './formProblems.ts'

/** Problems of everything in the bundle: the drawing, its decisions and forms, and what refers to what. */
export async function bundleProblems(server: Server, bundle: Bundle): Promise<ModelProblem[]> {
  const { runtime } = server
  const model = await runtime.problems({ bpmn: bundle.bpmn, resources: { decisions: bundle.decisions } })
  if (hasErrors(model)) return [...model]
  const compiled = await compile(bundle.bpmn)
  const runs = compiled.ok ? compiled.graphs.flatMap((graph) => runProblems(graph).problems) : []
  const limits = await limitProblems(server, bundle.bpmn)
  return [...model, ...limits, ...runs, ...(await formProblems(await withEmbeddedForms(bundle)))]
}

export async function listProcesses(server: Server): Promise<ProcessSummary[]> {
  const { runtime, db } = server
  const [published, drafts] = await Promise.all([
    runtime.store.definitions(),
    db.selectFrom('process_drafts').selectAll().execute(),
  ])
  const ids = new Set([...published.map(({ process }) => process), ...drafts.map(({ process }) => process)])
  return Promise.all(
    [...ids].map((id) =>
      summary(
        server,
        id,
        published.find(({ process }) => process === id),
      ),
    ),
  )
}

async function summary(server: Server, id: string, latest: Definition | undefined): Promise<ProcessSummary> {
  const { runtime, db, people } = server
  const draft = await db.selectFrom('process_drafts').selectAll().where('process', '=', id).executeTakeFirst()
  if (!latest && !draft) throw notFound('process', id)
  const running = await runtime.store.running(id)
  const names = await people.names()
  return {
    id,
    name: latest?.name ?? draft!.name,
    version: latest?.version ?? null,
    publishedAt: latest ? iso(latest.deployedAt) : null,
    running: [...running.values()].reduce((sum, count) => sum + count, 0),
    draft: draft
      ? { savedAt: iso(draft.saved_at), savedBy: names.person(draft.saved_by), revision: draft.revision }
      : null,
  }
}

export async function processDetail(server: Server, id: string): Promise<ProcessDetail> {
  const { runtime, people } = server
  const versions = await runtime.store.definitions(id)
  const [running, names, head] = await Promise.all([
    runtime.store.running(id),
    people.names(),
    summary(server, id, versions[0]),
  ])
  return {
    ...head,
    versions: versions.map(({ version, deployedAt, deployedBy, note }) => ({
      version,
      publishedAt: iso(deployedAt),
      publishedBy: names.person(deployedBy),
      note,
      running: running.get(version) ?? 0,
    })),
  }
}

export async function versionOf({ runtime }: Server, id: string, version: number): Promise<ProcessDraft> {
  const definition = await runtime.store.definition(id, version)
  if (!definition) throw notFound('version', `${id} ${version}`)
  return { id, bundle: bundleOf(definition), revision: 0 }
}

export async function draftOf(server: Server, id: string): Promise<ProcessDraft> {
  const draft = await server.db.selectFrom('process_drafts').selectAll().where('process', '=', id).executeTakeFirst()
  if (draft) return { id, bundle: JSON.parse(draft.bundle) as Bundle, revision: draft.revision }
  const [latest] = await server.runtime.store.definitions(id)
  if (!latest) throw notFound('process', id)
  return { id, bundle: bundleOf(latest), revision: 0 }
}

/** Saves a draft, wrong or right; only what cannot be read as BPMN at all is refused. */
export async function saveDraft(
  server: Server,
  actor: Actor,
  id: string,
  bundle: Bundle,
  revision: number,
): Promise<DraftSaved> {
  const problems = await bundleProblems(server, bundle)
  if (problems.some(({ code }) => code === 'xml-malformed')) {
    throw new ApiError(422, 'xml-malformed', problems[0]!.words, { problems, remedy: problems[0]!.fix })
  }
  const name = /<(?:\w+:)?process\b[^>]*\bname="([^"]*)"/.exec(bundle.bpmn)?.[1] ?? id
  const saved = {
    process: id,
    name,
    bundle: JSON.stringify(bundle),
    revision: revision + 1,
    saved_at: server.runtime.clock.now(),
    saved_by: actor.id,
  }
  await server.runtime.transaction(async ({ sql }) => {
    const db = tablesOf(sql)
    const current = await db
      .selectFrom('process_drafts')
      .select('revision')
      .where('process', '=', id)
      .executeTakeFirst()
    if ((current?.revision ?? 0) !== revision) throw staleDraft(current?.revision ?? 0, revision)
    await db
      .insertInto('process_drafts')
      .values(saved)
      .onConflict((conflict) => conflict.column('process').doUpdateSet(saved))
      .execute()
  })
  server.live.tell({ topic: 'process' })
  return { revision: saved.revision, savedAt: iso(saved.saved_at), problems }
}

const staleDraft = (current: number, revision: number): ApiError =>
  new ApiError(409, 'draft-changed', `The draft is at revision ${current}, but this was made from ${revision}`, {
    remedy: 'Load the draft again, or save over it on purpose',
  })

export async function discardDraft(server: Server, id: string): Promise<void> {
  await server.runtime.transaction(async ({ sql }) => {
    await tablesOf(sql).deleteFrom('process_drafts').where('process', '=', id).execute()
  })
}

/** Publishes the draft as the next version. Running cases stay on theirs. */
export async function publish(
  server: Server,
  actor: Actor,
  id: string,
  revision: number,
  note: string,
): Promise<Published> {
  const draft = await draftOf(server, id)
  if (draft.revision !== revision) throw staleDraft(draft.revision, revision)
  if (revision === 0) {
    throw new ApiError(409, 'nothing-changed', `Process ${id} has no draft`, { remedy: 'Change the drawing first' })
  }
  const problems = await bundleProblems(server, draft.bundle)
  if (hasErrors(problems)) throw unpublishable(problems)
  const { bpmn, ...resources } = await withEmbeddedForms(draft.bundle)
  const deployed = await server.runtime.deploy({ bpmn, resources: resources as never, by: actor.id, note })
  if (!deployed.ok) throw unpublishable([...deployed.problems])
  const definition = deployed.definitions.find(({ process }) => process === id) ?? deployed.definitions[0]!
  await discardDraft(server, id)
  server.live.tell({ topic: 'process' })
  return { id: definition.process, version: definition.version }
}

const unpublishable = (problems: ModelProblem[]): ApiError =>
  new ApiError(422, 'model-invalid', `The process cannot be published: ${problems[0]?.words ?? ''}`, {
    problems,
    remedy: 'Correct the problems listed',
  })
