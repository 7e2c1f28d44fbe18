import { readFile } from 'node:fs/promises'
import { china, definitionOf, nationalCalendar, type AlmanacDocument, type LimitRule } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import { noteChange } from './changes.ts'

const file = new URL('./limits.json', import.meta.url)

/** Who changes calendars and limits with a new version of the platform. */
export const platform = 'platform'

/**
 * The almanac of an empty database, and the years of the national calendar that a newer version of the platform brings along:
 * running cases follow them as they follow an import.
 */
export async function seedAlmanac(runtime: Runtime): Promise<void> {
  const { document } = await runtime.almanac()
  const rules = JSON.parse(await readFile(file, 'utf8')) as LimitRule[]
  const fresh = document.revision === 0
  const missing = newYears(document)
  if (!fresh && missing.length === 0) return
  // Another node that starts now may be first: then it is done.
  await runtime.changeAlmanac({
    revision: document.revision,
    by: platform,
    change: (now) => withYears(fresh ? { ...now, rules } : now, missing),
    also: noteChange(runtime, platform, fresh ? 'seeded' : 'years', missing.join(', ')),
  })
}

const national = ({ calendars }: AlmanacDocument) => calendars.find(({ code }) => code === nationalCalendar)

function newYears(document: AlmanacDocument): string[] {
  const known = national(document)?.years ?? {}
  return Object.keys(china.years).filter((year) => known[year] === undefined)
}

function withYears(document: AlmanacDocument, years: readonly string[]): AlmanacDocument {
  const known = national(document) ?? definitionOf(china, '')
  const added = Object.fromEntries(years.map((year) => [year, china.years[Number(year)]!]))
  const name = document.revision === 0 ? '全国工作日历' : known.name
  const grown = { ...known, name, years: { ...known.years, ...added } }
  return { ...document, calendars: [grown, ...document.calendars.filter(({ code }) => code !== nationalCalendar)] }
}
