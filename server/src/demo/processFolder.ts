import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Bundle } from '../contract/index.ts'

const processes = fileURLToPath(new URL('../../../processes', import.meta.url))

/** A folder of `processes/` as one bundle: process.bpmn, forms/*.form, documents/*.json and decisions/*.dmn, by file name. */
export async function readProcessFolder(name: string): Promise<Bundle> {
  const folder = `${processes}/${name}`
  return {
    bpmn: await readFile(`${folder}/process.bpmn`, 'utf8'),
    forms: await jsonFiles(`${folder}/forms`, '.form'),
    documents: await jsonFiles(`${folder}/documents`, '.json'),
    decisions: await textFiles(`${folder}/decisions`, '.dmn'),
  }
}

async function jsonFiles<T>(folder: string, ending: string): Promise<Record<string, T>> {
  const files = Object.entries(await textFiles(folder, ending))
  return Object.fromEntries(files.map(([name, text]) => [name, JSON.parse(text) as T]))
}

/** A process without such files has no folder for them. */
async function textFiles(folder: string, ending: string): Promise<Record<string, string>> {
  const files = existsSync(folder) ? (await readdir(folder)).filter((file) => file.endsWith(ending)).sort() : []
  const entries = files.map(
    async (file) => [file.slice(0, -ending.length), await readFile(`${folder}/${file}`, 'utf8')] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
