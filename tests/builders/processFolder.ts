import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Client } from './server.ts'

const processes = fileURLToPath(new URL('../../processes', import.meta.url))

/** Publishes a folder of `processes/` as an admin does: as a draft first. A process that is published already stays as it is. */
export async function publishFolder(admin: Client, process: string): Promise<void> {
  const known = await admin('GET', '/api/processes')
  if ((known.body as { id: string }[]).some(({ id }) => id === process)) return
  const folder = `${processes}/${process}`
  const bundle = {
    bpmn: readFileSync(`${folder}/process.bpmn`, 'utf8'),
    forms: files(`${folder}/forms`, '.form', JSON.parse),
    documents: files(`${folder}/documents`, '.json', JSON.parse),
    decisions: files(`${folder}/decisions`, '.dmn', (text) => text),
  }
  const draft = await admin('PUT', `/api/processes/${process}/draft`, { bundle, revision: 0 })
  const { revision } = draft.body as { revision: number }
  const published = await admin('POST', `/api/processes/${process}/publish`, { revision, note: 'first' })
  if (published.status !== 201)
    throw new Error(`Expected ${process} to be published, but: ${JSON.stringify(published)}`)
}

function files<T>(folder: string, ending: string, read: (text: string) => T): Record<string, T> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : []
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -ending.length), read(readFileSync(`${folder}/${name}`, 'utf8'))]),
  )
}
