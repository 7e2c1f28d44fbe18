import type { ServerDb } from '../../tables.ts'

/** The latest so many tasks tell as much as all of them, and keep the answer quick. */
const most = 50_000

/** Times of the user tasks that ended from one instant to another, the latest first. */
export const endedTimes = (db: ServerDb, process: string, from: number, to: number) =>
  db
    .selectFrom('task_times')
    .select(['element', 'waiting', 'working', 'excluded'])
    .where('process', '=', process)
    .where('ended_at', '>=', from)
    .where('ended_at', '<', to)
    .orderBy('ended_at', 'desc')
    .limit(most)
    .execute()
