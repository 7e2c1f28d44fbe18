import { unsealed } from '../../audit/chain.ts'
import { listedStatus } from '../../step/state.ts'
import { ownersOf } from '../owners.ts'
import { compareTasks, type RecordPage, type Store, type TaskRow } from '../port.ts'
import type { MemoryTables } from './tables.ts'

type Reads = Omit<Store, 'migrate' | 'transaction' | 'lanes' | 'watch' | 'close'>

export function memoryReads(tables: MemoryTables): Reads {
  const owned = (owners: readonly string[]): TaskRow[] =>
    [...tables.tasks.values()].filter((task) => ownersOf(task).some((owner) => owners.includes(owner)))
  const steps = (caseId: string, { after = 0, steps: limit }: RecordPage = {}) =>
    (tables.steps.get(caseId) ?? []).filter(({ seq }) => seq > after).slice(0, limit)
  return {
    definition: async (process, version) =>
      tables.definitions.find((d) => d.process === process && d.version === version),
    async definitions(process) {
      const newest = [...tables.definitions].sort((a, b) => b.version - a.version)
      if (process !== undefined) return newest.filter((d) => d.process === process)
      const latest = new Map(newest.reverse().map((d) => [d.process, d]))
      return [...latest.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    case: async (id) => tables.cases.get(id),
    caseByKey: async (businessKey) => tables.cases.get(tables.keys.get(businessKey) ?? ''),
    async caseIds({ after = '', limit, endedBefore = Number.POSITIVE_INFINITY, running }) {
      const wanted = [...tables.cases.values()].filter(
        ({ id, endedAt }) =>
          id > after &&
          (!running || endedAt === null) &&
          (endedBefore === Number.POSITIVE_INFINITY || (endedAt ?? endedBefore) < endedBefore),
      )
      return wanted
        .map(({ id }) => id)
        .sort()
        .slice(0, limit)
    },
    countRunning: async () => [...tables.cases.values()].filter(({ endedAt }) => endedAt === null).length,
    async called(parent) {
      const all = [...tables.cases.values()].filter(({ state }) => state.parent?.case === parent)
      return all.sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
    },
    async running(process) {
      const counts = new Map<number, number>()
      for (const { state } of tables.cases.values()) {
        if (state.process === process && listedStatus(state) === 'active')
          counts.set(state.version, (counts.get(state.version) ?? 0) + 1)
      }
      return counts
    },
    events: async (caseId, page) => steps(caseId, page).flatMap(unsealed),
    steps: async (caseId, page) => steps(caseId, page),
    task: async (id) => tables.tasks.get(id),
    tasksOf: async (caseId) =>
      [...tables.tasks.values()].filter((task) => task.caseId === caseId).sort((a, b) => a.key - b.key),
    async openTasks({ owners, limit, after }) {
      const all = owned(owners).sort(compareTasks)
      return (after ? all.filter((task) => compareTasks(task, after) > 0) : all).slice(0, limit)
    },
    countOpen: async (owners) => owned(owners).length,
    async endedTasks(by, limit, before) {
      const mine = [...tables.tasks.values()].filter(
        (task) => task.endedBy === by && (before === undefined || task.endedAt! < before),
      )
      return mine.sort((a, b) => b.endedAt! - a.endedAt!).slice(0, limit)
    },
    async dueTimers(at, limit) {
      const due = [...tables.timers.values()].filter((timer) => timer.due <= at)
      return due
        .sort((a, b) => a.due - b.due || (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : a.key - b.key))
        .slice(0, limit)
    },
    async nextDue() {
      let next: number | undefined
      for (const { due } of tables.timers.values()) if (next === undefined || due < next) next = due
      return next
    },
    async nextJob(types) {
      const times = [...tables.jobs.values()].filter((job) => types.includes(job.type)).map((job) => job.runAt)
      return times.length > 0 ? Math.min(...times) : undefined
    },
    async nextLetter() {
      const times = [...tables.outbox.values()].map(({ runAt }) => runAt)
      return times.length > 0 ? Math.min(...times) : undefined
    },
    setting: async (name) => tables.settings.get(name),
  }
}
