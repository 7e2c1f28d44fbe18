import { compile, type LimitRule } from '@lianban/engine'
import type { AlmanacSaved, ModelProblem } from '../contract/index.ts'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError } from '../problem.ts'
import { changed } from './calendars.ts'

/**
 * Takes the next version of a rule into the register. Saved versions never change: cases that were accepted before its first
 * day keep the version of their day.
 */
export async function saveRule(
  server: Server,
  actor: Actor,
  revision: number,
  rule: Omit<LimitRule, 'version'>,
): Promise<AlmanacSaved & { version: number }> {
  const { document } = await server.runtime.almanac()
  const versions = document.rules.filter(({ id }) => id === rule.id)
  const last = versions.at(-1)
  if (last && rule.from <= last.from)
    throw new ApiError(
      422,
      'rule-not-later',
      `Expected a first day after ${last.from}, that of version ${last.version}`,
      {
        remedy: 'Give it the day on which the law takes effect',
      },
    )
  const version = (last?.version ?? 0) + 1
  const saved = await changed(
    server,
    actor,
    { revision, change: (now) => ({ ...now, rules: [...now.rules, { ...rule, version }] }) },
    'rule',
    `${rule.id} ${version}`,
  )
  return { ...saved, version }
}

/** Rules and calendars that a drawing names, but that do not exist. */
export async function limitProblems({ runtime }: Server, bpmn: string): Promise<ModelProblem[]> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) return []
  const { almanac } = (await runtime.almanac()).counting
  return compiled.graphs.flatMap(({ nodes }) =>
    nodes.flatMap(({ id, name, limit }): ModelProblem[] => {
      const missing = (code: string, field: 'rule' | 'calendar', what: string): ModelProblem => ({
        code,
        severity: 'error',
        element: id,
        field,
        words: `${name || id} names the ${field} ${what}, which does not exist`,
        fix: field === 'rule' ? 'Choose a rule of the register of limits' : 'Choose a calendar',
      })
      const { rule, calendar } = limit ?? {}
      return [
        ...(rule !== undefined && !almanac.rules.has(rule) ? [missing('rule-unknown', 'rule', rule)] : []),
        ...(calendar !== undefined && !almanac.calendars.has(calendar)
          ? [missing('calendar-unknown', 'calendar', calendar)]
          : []),
      ]
    }),
  )
}
