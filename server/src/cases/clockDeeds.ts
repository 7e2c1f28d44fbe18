import { applyClock, calendarFor, dueOn, step } from '@lianban/engine'
import type { ClockDeeds, ClockPreview, Department } from '../contract/index.ts'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { notFound } from '../problem.ts'
import { actsFor, checkHand, worksUnder, type ClockCommand } from './clocks.ts'
import { clockView } from './clockView.ts'
import { refused } from './refused.ts'

/** What the actor may try with the clocks that run: those under which they work, and those whose limit they may extend. */
export async function clockDeeds(server: Server, actor: Actor, caseId: string): Promise<ClockDeeds[]> {
  const { runtime, people } = server
  const row = await runtime.store.case(caseId)
  if (!row) throw notFound('case', caseId)
  const [graph, tasks, names] = await Promise.all([
    runtime.graph(row.process, row.version),
    runtime.store.tasksOf(caseId),
    people.names(),
  ])
  const named = (code: string): Department => ({ code, name: names.department(code) })
  return [...row.state.instances.values()].flatMap(({ key, element, clock }) => {
    if (!clock?.startedOn) return []
    // Clocks from before the record said it have what the drawing says.
    const drawn = graph.byId.get(element)?.limit
    const grounds = clock.limit.grounds ?? drawn?.grounds ?? []
    const extension = clock.limit.extension ?? drawn?.extension
    const works = worksUnder(actor, row.state, tasks, key)
    const documents = clock.stops.filter(({ to }) => to === undefined).map(({ document }) => document)
    const signs = extension !== undefined && (works || actsFor(actor, extension.by))
    if (!works && !signs) return []
    return [
      {
        key,
        ...(works && grounds.length > 0 ? { stop: { grounds: [...grounds] } } : {}),
        ...(works && documents.length > 0 ? { resume: { documents } } : {}),
        ...(signs
          ? {
              extend: {
                days: extension.days,
                by: named(extension.by),
                as: actsFor(actor, extension.by)
                  ? [named(extension.by)]
                  : actor.departments.map(({ code, name }) => ({ code, name })),
              },
            }
          : {}),
      },
    ]
  })
}

/** The same step as the real one over the stored state, with nothing written: refused as the command would be. */
export async function previewClock(
  server: Server,
  actor: Actor,
  caseId: string,
  command: ClockCommand,
): Promise<ClockPreview> {
  const { runtime } = server
  const row = await checkHand(server, actor, caseId, command)
  const [graph, decisions] = await Promise.all([
    runtime.graph(row.process, row.version),
    runtime.decisions(row.process, row.version),
  ])
  const { counting } = runtime
  const result = step(graph, row.state, command, { at: runtime.clock.now(), ...counting, decisions })
  if ('rejection' in result) throw refused(result.rejection)
  const clock = result.state.instances.get(command.key)!.clock!
  const until = command.type === 'stopClock' ? command.until : undefined
  const expected =
    command.type === 'stopClock' && until !== undefined
      ? dueOn(
          applyClock(clock, { kind: 'resume', on: until, document: command.document }),
          calendarFor(clock.limit, counting),
        )
      : undefined
  return {
    before: clockView(command.key, row.state.instances.get(command.key)!.clock!, runtime)!,
    after: clockView(command.key, clock, runtime)!,
    ...(expected === undefined ? {} : { expectedDueOn: expected }),
    deadlines: result.events.filter(({ type }) => type === 'timerMoved').length,
  }
}
