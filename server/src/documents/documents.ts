import { dayOf, type Variables } from '@lianban/engine'
import type { Job, Runtime } from '@lianban/engine/runtime'
import { resourcesOf } from '../cases/resources.ts'
import type { DocumentTemplate, DocumentView } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { notFound } from '../problem.ts'
import { tablesOf, type ServerDb } from '../tables.ts'
import { pdfOf } from './pdf.ts'
import { fill } from './template.ts'

/**
 * Handler of the jobs of type `document`: issues the document that the header `template` names. Its id is the job's: the
 * number is reserved once, and a job that runs again after a crash finishes the same document instead of issuing another.
 */
export const documentHandler =
  (runtime: () => Runtime, db: () => ServerDb) =>
  async (job: Job): Promise<{ lastDocument: Variables[string] }> => {
    const definition = await runtime().store.definition(job.process, job.version)
    const name = job.headers['template'] ?? ''
    const template = definition && resourcesOf(definition).documents[name]
    if (!template) throw new Error(`Expected document template «${name}» in ${job.process} version ${job.version}`)
    const paragraphs = fill(template, job.variables, { at: job.at, ...runtime().counting })
    const row = await reserve(runtime(), db(), job, name, template)
    if (row.pdf === null) {
      const caseNo = String(job.variables['caseNo'] ?? job.caseId)
      const sheet = {
        title: template.title,
        number: row.number,
        issuer: template.issuer,
        issuedOn: row.issued_on,
        caseNo,
        paragraphs,
      }
      const pdf = await pdfOf(sheet)
      await runtime().transaction(async ({ sql }) => {
        await tablesOf(sql).updateTable('documents').set({ pdf }).where('id', '=', job.id).execute()
      })
    }
    return { lastDocument: { id: job.id, number: row.number, title: template.title, issuedOn: row.issued_on } }
  }

async function reserve(runtime: Runtime, db: ServerDb, job: Job, name: string, template: DocumentTemplate) {
  const before = await db.selectFrom('documents').selectAll().where('id', '=', job.id).executeTakeFirst()
  if (before) return before
  return runtime.transaction(async (transaction) => {
    const issued_on = dayOf(job.at, runtime.calendar.zone)
    const year = issued_on.slice(0, 4)
    const serial = await transaction.serial(`document/${template.series}/${year}`)
    const number = `${template.series}〔${year}〕${serial}号`
    const row = {
      id: job.id,
      case_id: job.caseId,
      template: name,
      title: template.title,
      number,
      issued_on,
      public: template.public ? 1 : 0,
      pdf: null,
    }
    await tablesOf(transaction.sql).insertInto('documents').values(row).execute()
    return row
  })
}

export async function documentsOf({ db }: Server, caseId: string): Promise<DocumentView[]> {
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'title', 'number', 'issued_on', 'public'])
    .where('case_id', '=', caseId)
    .where('pdf', 'is not', null)
    .orderBy('issued_on')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    number: row.number,
    issuedOn: row.issued_on,
    public: row.public === 1,
  }))
}

/** The PDF of a document; with a case, only of that case and only if it is public. */
export async function documentFile(
  { db }: Server,
  id: string,
  publicOf?: string,
): Promise<{ number: string; pdf: Buffer }> {
  const row = await db.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row?.pdf || (publicOf !== undefined && (row.case_id !== publicOf || row.public !== 1)))
    throw notFound('document', id)
  return { number: row.number, pdf: row.pdf }
}
