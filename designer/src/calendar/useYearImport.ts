import { readYear, type CalendarDefinition } from '@lianban/engine'
import type { AlmanacView } from '@lianban/server/contract'
import { ref, type Ref } from 'vue'
import { ApiProblem } from '../api/problem.ts'

/** Takes a file of one year into the draft, so that what it changes is looked at before it is saved. */
export function useYearImport(
  code: Readonly<Ref<string>>,
  almanac: Readonly<Ref<AlmanacView | null>>,
  draft: Ref<CalendarDefinition | null>,
  year: Ref<number>,
) {
  const failure = ref<unknown>(null)

  async function importFile(file: File): Promise<void> {
    failure.value = null
    const read = readYear(parsed(await file.text()))
    const known = draft.value ?? almanac.value?.calendars.find((each) => each.code === code.value)
    if ('problem' in read) failure.value = new ApiProblem({ status: 422, code: 'year-invalid', detail: read.problem })
    else if (known) {
      draft.value = { ...known, years: { ...known.years, [read.year]: read.data } }
      year.value = read.year
    }
  }
  return { failure, importFile }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
