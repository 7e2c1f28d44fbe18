import type { Database } from 'better-sqlite3'

/** The first schema. */
export function first(database: Database): void {
  database.exec(`
  CREATE TABLE definitions (
    process TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, bpmn TEXT NOT NULL, resources TEXT NOT NULL,
    deployed_at INTEGER NOT NULL, deployed_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (process, version)
  ) STRICT;
  CREATE TABLE cases (
    id TEXT PRIMARY KEY, process TEXT NOT NULL, version INTEGER NOT NULL, business_key TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, state TEXT NOT NULL
  ) STRICT;
  CREATE INDEX cases_running ON cases (process, version) WHERE status = 'active';
  CREATE TABLE events (
    case_id TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tasks (
    id TEXT PRIMARY KEY, case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, state TEXT NOT NULL,
    revision INTEGER NOT NULL, assignee TEXT, groups TEXT NOT NULL, users TEXT NOT NULL, form TEXT,
    priority INTEGER NOT NULL, due_at INTEGER, created_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT
  ) STRICT;
  CREATE INDEX tasks_of_case ON tasks (case_id, key);
  CREATE INDEX tasks_ended ON tasks (ended_by, ended_at) WHERE ended_by IS NOT NULL;
  CREATE TABLE task_queue (
    owner TEXT NOT NULL, due_at INTEGER NOT NULL, task_id TEXT NOT NULL, PRIMARY KEY (owner, due_at, task_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX task_queue_task ON task_queue (task_id);
  CREATE TABLE timers (
    case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, due INTEGER NOT NULL,
    PRIMARY KEY (case_id, key, element)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX timers_due ON timers (due);
  CREATE TABLE jobs (
    case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, type TEXT NOT NULL, retries INTEGER NOT NULL,
    headers TEXT NOT NULL, run_at INTEGER NOT NULL, PRIMARY KEY (case_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX jobs_due ON jobs (type, run_at);
  CREATE TABLE subscriptions (
    case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, trigger_index INTEGER NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, correlation_key TEXT, PRIMARY KEY (case_id, key, element, trigger_index)
  ) STRICT;
  CREATE INDEX subscriptions_for ON subscriptions (kind, name);
  CREATE TABLE starts (
    process TEXT NOT NULL, version INTEGER NOT NULL, element TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (process, element, kind, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, correlation_key TEXT, variables TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX messages_for ON messages (name, correlation_key);
  CREATE TABLE serials (series TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE requests (id TEXT PRIMARY KEY, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `)
}
