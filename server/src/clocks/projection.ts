import { clocksTouched } from '@lianban/engine'
import type { Committing, Runtime, Transaction } from '@lianban/engine/runtime'
import { Places } from './places.ts'
import { rowOf, writeClocks } from './rows.ts'

/** Keeps the `clocks` table in step with the legal clocks of all cases; a step that touches none writes nothing. */
export const projectClocks =
  (runtime: () => Runtime) =>
  async (transaction: Transaction, { caseId, before, state, events }: Committing): Promise<void> => {
    const { counting } = runtime()
    const touched = clocksTouched(before, events, counting.calendar.zone)
    if (touched.length === 0) return
    const graph = await runtime().graph(state.process, state.version)
    const places = new Places(graph, events, state, before)
    const of = { caseId, version: state.version, graph }
    writeClocks(
      transaction,
      touched.map((clock) => rowOf(clock, of, places, counting)),
    )
  }
