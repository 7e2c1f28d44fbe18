/**
 * The first schema: the tables of the SQLite store with the types of PostgreSQL. Ids compare by bytes, as they do there, so
 * that pages of every store go on at the same place.
 */
export const first = `
  CREATE TABLE definitions (
    process TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, bpmn TEXT NOT NULL, resources TEXT NOT NULL,
    deployed_at BIGINT NOT NULL, deployed_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (process, version)
  );
  CREATE TABLE cases (
    id TEXT COLLATE "C" PRIMARY KEY, process TEXT NOT NULL, version INTEGER NOT NULL, business_key TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL, started_at BIGINT NOT NULL, ended_at BIGINT, parent TEXT, seal TEXT NOT NULL, state TEXT NOT NULL
  ) WITH (fillfactor = 70);
  CREATE INDEX cases_running ON cases (process, version) WHERE status = 'active';
  CREATE INDEX cases_called ON cases (parent) WHERE parent IS NOT NULL;
  CREATE TABLE steps (
    case_id TEXT COLLATE "C" NOT NULL, seq INTEGER NOT NULL, at BIGINT NOT NULL, events TEXT NOT NULL, seal TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
  );
  CREATE TABLE tasks (
    case_id TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, state TEXT NOT NULL,
    revision INTEGER NOT NULL, assignee TEXT, groups TEXT NOT NULL, users TEXT NOT NULL, form TEXT,
    priority BIGINT NOT NULL, due_at BIGINT, created_at BIGINT NOT NULL, ended_at BIGINT, ended_by TEXT,
    PRIMARY KEY (case_id, key)
  ) WITH (fillfactor = 70);
  CREATE INDEX tasks_ended ON tasks (ended_by, ended_at) WHERE ended_by IS NOT NULL;
  CREATE TABLE task_queue (
    owner TEXT COLLATE "C" NOT NULL, due_at BIGINT NOT NULL, case_id TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL,
    PRIMARY KEY (owner, due_at, case_id, key)
  );
  CREATE TABLE timers (
    due BIGINT NOT NULL, case_id TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL,
    PRIMARY KEY (due, case_id, key, element)
  );
  CREATE TABLE jobs (
    case_id TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, type TEXT NOT NULL,
    retries INTEGER NOT NULL, headers TEXT NOT NULL, run_at BIGINT NOT NULL, token TEXT, worker TEXT,
    PRIMARY KEY (case_id, key)
  );
  CREATE INDEX jobs_due ON jobs (type, run_at);
  CREATE TABLE subscriptions (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, case_id TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL,
    element TEXT NOT NULL, trigger_index INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, correlation_key TEXT,
    UNIQUE (case_id, key, element, trigger_index)
  );
  CREATE INDEX subscriptions_for ON subscriptions (kind, name, correlation_key);
  CREATE TABLE starts (
    process TEXT NOT NULL, version INTEGER NOT NULL, element TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (process, element, kind, name)
  );
  CREATE TABLE messages (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL, correlation_key TEXT, variables TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  );
  CREATE INDEX messages_for ON messages (name, correlation_key);
  CREATE TABLE outbox (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, topic TEXT NOT NULL,
    payload TEXT NOT NULL, created_at BIGINT NOT NULL, run_at BIGINT NOT NULL, failures INTEGER NOT NULL, error TEXT NOT NULL
  );
  CREATE INDEX outbox_due ON outbox (run_at);
  CREATE TABLE data_stores (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE serials (series TEXT PRIMARY KEY, last INTEGER NOT NULL);
  CREATE TABLE requests (id TEXT PRIMARY KEY, answer TEXT NOT NULL, at BIGINT NOT NULL);
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`
