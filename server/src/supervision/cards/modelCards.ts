import { calendarFor, clocksTouched, dayOf, type ClockState, type Event, type Graph, type State } from '@lianban/engine'
import type { Committing, RecordedEvent, Runtime, Transaction } from '@lianban/engine/runtime'
import { tablesOf } from '../../tables.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { overdueAction } from './overdue.ts'
import { holderUnder, raise } from './raise.ts'

type Raised = Extract<Event, { type: 'cardRaised' }>

/** Cards that a drawing raises itself (`lianban:card`) begin a ledger like those of the rules. */
export const projectModelCards =
  (runtime: () => Runtime) =>
  async (transaction: Transaction, { caseId, before, state, events }: Committing): Promise<void> => {
    const raised = events.filter(({ event }) => event.type === 'cardRaised')
    if (raised.length === 0) return
    const db = tablesOf(transaction.sql)
    const { calendar, counting } = runtime()
    const [graph, { rules }] = await Promise.all([runtime().graph(state.process, state.version), cardRules(db)])
    const touched = clocksTouched(before, events, calendar.zone)
    for (const { seq, at, event } of raised) {
      const { element, colour, rule, against } = event as Raised
      const clock = clockBehind(event as Raised, graph, events, [before, state])
      const ended = touched.find(({ key }) => key === clock?.key)?.clock
      const like = rules.find((each) => each.colour === colour && (each.trigger.on === 'passed' || colour === 'blue'))
      const today = dayOf(at, calendar.zone)
      const source = before?.instances.has(clock?.key ?? 0) ? before : state
      await raise(
        db,
        {
          id: `${caseId}.${seq}`,
          caseId,
          process: state.process,
          element,
          colour,
          rule: { id: '', zh: rule, en: graph.byId.get(element)?.properties['card.en'] ?? '' },
          department: against,
          holder: clock ? await holderUnder(db, source, clock.key, today) : { person: '', post: '' },
          ...(clock ? { clock: { key: clock.key, state: ended ?? clock.state } } : {}),
          level: like?.level ?? (colour === 'blue' ? 0 : 1),
          answerDays: like ? like.answerDays : colour === 'blue' ? null : 2,
          // A reminder comes before the time is over.
          action: (clock && colour !== 'blue' && overdueAction(graph, clock.element)) || 'none',
        },
        clock ? calendarFor(clock.state.limit, counting) : calendar,
        at,
      )
    }
  }

/** The clock of the activity that the event is attached to, or of what is around it. */
function clockBehind(
  { element, key }: Raised,
  graph: Graph,
  events: readonly RecordedEvent[],
  states: readonly (State | undefined)[],
): { key: number; element: string; state: ClockState } | undefined {
  const node = graph.byId.get(element)
  const host = graph.nodes.find(({ boundaries }) => node !== undefined && boundaries.includes(node.index))
  const scope = events.flatMap(({ event }) =>
    event.type === 'elementEntered' && event.key === key ? [event.scope] : [],
  )[0]
  for (const state of states) {
    const attached = [...(state?.instances.values() ?? [])].filter(
      ({ element: id, clock }) => id === host?.id && clock !== undefined,
    )
    const mine =
      attached.find((instance) => instance.scope === scope) ?? (attached.length === 1 ? attached[0] : undefined)
    for (let at = mine; at; at = state!.instances.get(at.scope)) {
      if (at.clock) return { key: at.key, element: at.element, state: at.clock }
    }
  }
  return undefined
}

/** Colours of the cards that the drawing raises itself when time runs out on an element: there the rules keep silent. */
export function drawnColours(graph: Graph, element: string): ReadonlySet<string> {
  const node = graph.byId.get(element)
  return new Set(
    (node?.boundaries ?? []).flatMap((index) => {
      const boundary = graph.nodes[index]!
      const timed = 'triggers' in boundary && boundary.triggers.some(({ kind }) => kind === 'timer')
      return timed && boundary.card ? [boundary.card.colour] : []
    }),
  )
}
