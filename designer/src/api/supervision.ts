import type {
  Anomalies,
  CardRules,
  EnterCard,
  Heat,
  League,
  Page,
  RefusedAttempt,
  SupervisedItem,
  SupervisionCard,
  SupervisionCardDetail,
  Wall,
  WallCase,
} from '@lianban/server/contract'
import { download, get, path, post, put } from './client.ts'

const at = (...parts: (string | number)[]): string => path('supervision', ...parts)

export interface Period {
  from?: string
  to?: string
  process?: string
}

export interface CardQuery {
  box: 'todo' | 'open' | 'all'
  colour?: string
  department?: string
  case?: string
  cursor?: string
}

export interface ClockQuery {
  department?: string
  light?: string
  state?: string
  process?: string
  status?: string
  cursor?: string
}

export const listItems = (): Promise<SupervisedItem[]> => get(at('items'))
export const readWall = (): Promise<Wall> => get(at('wall'))
export const listWatched = (query: ClockQuery): Promise<Page<WallCase>> => get(at('clocks'), { query: { ...query } })
export const listCards = (query: CardQuery): Promise<Page<SupervisionCard>> => get(at('cards'), { query: { ...query } })
export const readCard = (id: string): Promise<SupervisionCardDetail> => get(at('cards', id))
export const enterCard = (id: string, entry: EnterCard, idempotencyKey: string): Promise<SupervisionCardDetail> =>
  post(at('cards', id, 'entries'), entry, { idempotencyKey })
export const readLeague = (period: Period): Promise<League> => get(at('league'), { query: { ...period } })
export const readAnomalies = (period: Period): Promise<Anomalies> => get(at('anomalies'), { query: { ...period } })
export const listAttempts = (): Promise<Page<RefusedAttempt>> => get(path('attempts'))
export const readHeat = (process: string, period: Period): Promise<Heat> =>
  get(at('heat'), { query: { ...period, process } })
export const readRules = (): Promise<CardRules> => get(at('rules'))
export const saveRules = (rules: CardRules): Promise<CardRules> => put(at('rules'), rules)
export const exportFigures = (period: Period): Promise<Blob> =>
  download(`${at('export')}?${new URLSearchParams({ ...period } as Record<string, string>)}`)
export const exportQuarter = (year: number, quarter: number): Promise<Blob> =>
  download(`${at('ledger')}?year=${year}&quarter=${quarter}`)
