import type {
  MigratedCase,
  Migration,
  MigrationMapping,
  MigrationObstacle,
  MigrationOutcome,
  Page,
  PlanMigration,
} from '@lianban/server/contract'
import { get, path, post } from './client.ts'

export const readMapping = (process: string, from: number, to: number): Promise<MigrationMapping> =>
  get(path('processes', process, 'migrations', 'mapping'), { query: { from, to } })
export const listMigrations = (process: string): Promise<Migration[]> => get(path('processes', process, 'migrations'))
export const planMigration = (process: string, plan: PlanMigration): Promise<Migration> =>
  post(path('processes', process, 'migrations'), plan)
export const readMigration = (id: string): Promise<Migration> => get(path('migrations', id))
export const listMigratedCases = (
  id: string,
  outcome?: MigrationOutcome,
  cursor?: string,
): Promise<Page<MigratedCase>> => get(path('migrations', id, 'cases'), { query: { outcome, cursor } })
export const listObstacles = (id: string): Promise<MigrationObstacle[]> => get(path('migrations', id, 'problems'))
export const runMigration = (id: string, except: string[]): Promise<Migration> =>
  post(path('migrations', id, 'run'), { except })
export const pauseMigration = (id: string): Promise<Migration> => post(path('migrations', id, 'pause'), {})
export const undoMigration = (id: string, reason: string): Promise<Migration> =>
  post(path('migrations', id, 'undo'), { reason })
