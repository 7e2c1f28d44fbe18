import { calls } from './calls.ts'
import { data } from './data.ts'
import { decisions } from './decisions.ts'
import { events } from './events.ts'
import { expressions } from './expressions.ts'
import { forms } from './forms.ts'
import { listeners } from './listeners.ts'
import { loops } from './loops.ts'
import { mappings } from './mappings.ts'
import type { Part } from './part.ts'
import { people } from './people.ts'
import { process } from './process.ts'
import { retries } from './retries.ts'
import { scripts } from './scripts.ts'
import { service } from './service.ts'
import { texts } from './texts.ts'

/** In this order: a decision is taken before an implementation is looked for, retries need the job. */
export const parts: readonly Part[] = [
  process,
  texts,
  people,
  data,
  forms,
  decisions,
  scripts,
  service,
  mappings,
  calls,
  listeners,
  loops,
  events,
  expressions,
  retries,
]
