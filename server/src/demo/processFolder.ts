import { readFile, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Bundle } from '../contract/index.ts'

const processes = fileURLToPath(new URL('../../../processes', import.meta.url))

/** A folder of `processes/` as one bundle: process.bpmn, forms/*.form and documents/*.json, by file name. */
export async function readProcessFolder(name: string): Promise<Bundle> {
  const folder = `${processes}/${name}`
  return {
    bpmn: await readFile(`${folder}/process.bpmn`, 'utf8'),
    forms: await jsonFiles(`${folder}/forms`, '.form'),
    documents: await jsonFiles(`${folder}/documents`, '.json'),
  }
}

async function jsonFiles<T>(folder: string, ending: string): Promise<Record<string, T>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ending)).sort()
  const entries = files.map(
    async (file) =>
      [file.slice(0, -ending.length), JSON.parse(await readFile(`${folder}/${file}`, 'utf8')) as T] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
