import Database from 'better-sqlite3'
import { openRuntime, stoppedClock } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { monday, variables } from './model.ts'

const template = 'template'

/** Half of the tasks stand in one queue, the others in a hundred. */
export const hotQueue = 'group:eco'
export const coldQueue = (department: number): string => `group:d${department}`

/** A file with `count` cases like the one that a start of the process makes; all rows by SQL, because a million takes a while. */
export async function fillWithCases(file: string, bpmn: string, process: string, count: number): Promise<void> {
  const runtime = await openRuntime({ store: sqliteStore(file), clock: stoppedClock(monday), start: false })
  await runtime.deploy({ bpmn, by: 'bench' })
  await runtime.start({ process, caseId: template, variables, by: 'li' })
  await runtime.close()
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = OFF')
  database.exec(`
    CREATE TEMP TABLE copies AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      SELECT i, printf('c%09d', i) AS id FROM n;
    BEGIN;
    INSERT INTO cases (id, process, version, business_key, status, started_at, ended_at, parent, seal, state)
      SELECT copies.id, process, version, copies.id, status, started_at, ended_at, parent, seal,
        replace(state, '"${template}"', '"' || copies.id || '"') FROM copies JOIN cases ON cases.id = '${template}';
    INSERT INTO steps SELECT id, seq, at, replace(events, '"${template}"', '"' || id || '"'), seal
      FROM copies JOIN steps ON case_id = '${template}';
    INSERT INTO tasks SELECT id, key, element, state, revision, assignee, groups, users, form, priority, due_at + i,
      created_at, ended_at, ended_by FROM copies JOIN tasks ON case_id = '${template}';
    INSERT INTO task_queue SELECT CASE WHEN i % 2 = 0 THEN owner ELSE 'group:d' || (i % 100) END, due_at + i, id, key
      FROM copies JOIN task_queue ON case_id = '${template}' ORDER BY 1, 2;
    INSERT INTO timers SELECT due, id, key, element FROM copies JOIN timers ON case_id = '${template}';
    COMMIT;
    ANALYZE;
  `)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}
