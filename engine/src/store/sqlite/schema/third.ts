import type { Database } from 'better-sqlite3'
import { digest } from '../../digest.ts'
import { seal } from '../../../audit/chain.ts'
import type { Event } from '../../../step/event.ts'

/**
 * Fewer and smaller rows: the record has one sealed row a step instead of one an event; tasks, their queues and timers lie in
 * the order in which they are read, without second indexes. New: what a case was called by, leases of jobs, the outbox.
 */
export function third(database: Database): void {
  database.exec(`
  ALTER TABLE cases ADD COLUMN parent TEXT;
  ALTER TABLE cases ADD COLUMN seal TEXT NOT NULL DEFAULT '';
  UPDATE cases SET parent = json_extract(state, '$.parent.case');
  CREATE INDEX cases_called ON cases (parent) WHERE parent IS NOT NULL;

  CREATE TABLE steps (
    case_id TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, events TEXT NOT NULL, seal TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE tasks RENAME TO old_tasks;
  DROP INDEX tasks_of_case;
  DROP INDEX tasks_ended;
  CREATE TABLE tasks (
    case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL,
    assignee TEXT, groups TEXT NOT NULL, users TEXT NOT NULL, form TEXT, priority INTEGER NOT NULL, due_at INTEGER,
    created_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT, PRIMARY KEY (case_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tasks_ended ON tasks (ended_by, ended_at) WHERE ended_by IS NOT NULL;
  INSERT INTO tasks SELECT case_id, key, element, state, revision, assignee, groups, users, form, priority, due_at,
    created_at, ended_at, ended_by FROM old_tasks;

  ALTER TABLE task_queue RENAME TO old_queue;
  CREATE TABLE task_queue (
    owner TEXT NOT NULL, due_at INTEGER NOT NULL, case_id TEXT NOT NULL, key INTEGER NOT NULL,
    PRIMARY KEY (owner, due_at, case_id, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO task_queue SELECT owner, old_queue.due_at, case_id, key FROM old_queue JOIN old_tasks ON old_tasks.id = task_id;
  DROP TABLE old_queue;
  DROP TABLE old_tasks;

  ALTER TABLE timers RENAME TO old_timers;
  CREATE TABLE timers (
    due INTEGER NOT NULL, case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL,
    PRIMARY KEY (due, case_id, key, element)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO timers SELECT due, case_id, key, element FROM old_timers;
  DROP TABLE old_timers;

  ALTER TABLE jobs ADD COLUMN token TEXT;
  ALTER TABLE jobs ADD COLUMN worker TEXT;

  ALTER TABLE subscriptions RENAME TO old_subscriptions;
  CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL,
    trigger_index INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, correlation_key TEXT,
    UNIQUE (case_id, key, element, trigger_index)
  ) STRICT;
  INSERT INTO subscriptions SELECT rowid, * FROM old_subscriptions;
  DROP TABLE old_subscriptions;
  CREATE INDEX subscriptions_for ON subscriptions (kind, name, correlation_key);

  CREATE TABLE outbox (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, topic TEXT NOT NULL, payload TEXT NOT NULL,
    created_at INTEGER NOT NULL, run_at INTEGER NOT NULL, failures INTEGER NOT NULL, error TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_due ON outbox (run_at);
  `)
  sealRecord(database)
  database.exec('DROP TABLE events')
}

/** What was recorded before there were seals is sealed now, a step an event. */
function sealRecord(database: Database): void {
  const insert = database.prepare('INSERT INTO steps (case_id, seq, at, events, seal) VALUES (?, ?, ?, ?, ?)')
  const keep = database.prepare('UPDATE cases SET seal = ? WHERE id = ?')
  const events = database.prepare('SELECT seq, at, data FROM events WHERE case_id = ? ORDER BY seq')
  for (const caseId of database.prepare('SELECT id FROM cases').pluck().all() as string[]) {
    let before = ''
    for (const { seq, at, data } of events.all(caseId) as { seq: number; at: number; data: string }[]) {
      const step = seal(before, caseId, { seq, at, events: [JSON.parse(data) as Event] }, digest)
      insert.run(caseId, step.seq, step.at, step.events, step.seal)
      before = step.seal
    }
    keep.run(before, caseId)
  }
}
