import { encodeState, replay, unsealed, verify } from '@lianban/engine'
import { digest, type Definition, type SealedStep, type Store, type TaskRow } from '@lianban/engine/runtime'
import type { ServerDb } from '../tables.ts'

/** A case as one file: everything that proves and explains it without the server that ran it. */
export interface CaseFile {
  readonly format: 'lianban-case/1'
  readonly id: string
  readonly caseNo: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** Seal of the last step: the record below is whole when it ends with it. */
  readonly seal: string
  readonly definition: Definition
  readonly steps: readonly SealedStep[]
  readonly tasks: readonly TaskRow[]
  readonly documents: readonly { readonly title: string; readonly number: string; readonly pdf: string | null }[]
  /** Cases that this one has called. */
  readonly called: readonly CaseFile[]
}

/** Undefined when there is no such case. */
export async function caseFile(store: Store, db: ServerDb, id: string): Promise<CaseFile | undefined> {
  const row = await store.case(id)
  const definition = row && (await store.definition(row.process, row.version))
  if (!row || !definition) return undefined
  const [steps, tasks, called, documents] = await Promise.all([
    store.steps(id),
    store.tasksOf(id),
    store.called(id),
    db.selectFrom('documents').select(['title', 'number', 'pdf']).where('case_id', '=', id).orderBy('id').execute(),
  ])
  const files = await Promise.all(called.map((child) => caseFile(store, db, child)))
  return {
    format: 'lianban-case/1',
    id,
    caseNo: row.businessKey,
    startedAt: new Date(row.startedAt).toISOString(),
    endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
    seal: row.seal,
    definition,
    steps,
    tasks,
    documents: documents.map(({ pdf, ...same }) => ({ ...same, pdf: pdf?.toString('base64') ?? null })),
    called: files.flatMap((file) => file ?? []),
  }
}

/** What is wrong with a stored case; undefined when its seals hold and its state is the fold of its record. */
export async function flawOf(store: Store, id: string): Promise<string | undefined> {
  const row = await store.case(id)
  if (!row) return `case ${id} is not there`
  const steps = await store.steps(id)
  const proof = verify(id, steps, row.seal, digest)
  if (!proof.ok) return `case ${row.businessKey}: ${proof.words}`
  const folded = encodeState(replay(steps.flatMap(unsealed)))
  return folded === encodeState(row.state)
    ? undefined
    : `case ${row.businessKey}: its state is not what its record says`
}

/** All case ids in pages, so that a million of them need no memory. */
export async function* allCases(store: Store): AsyncGenerator<string> {
  let after: string | undefined
  for (;;) {
    const ids = await store.caseIds({ limit: 500, ...(after === undefined ? {} : { after }) })
    yield* ids
    if (ids.length < 500) return
    after = ids.at(-1)
  }
}
