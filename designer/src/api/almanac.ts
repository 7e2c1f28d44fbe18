import type {
  AlmanacSaved,
  AlmanacView,
  CalendarPreview,
  DerivationView,
  ImportYear,
  SaveCalendar,
  SaveRule,
} from '@lianban/server/contract'
import { get, path, post, put } from './client.ts'

export const readAlmanac = (): Promise<AlmanacView> => get(path('almanac'))
export const readDerivation = (): Promise<DerivationView | null> => get(path('almanac', 'derivation'))
export const previewCalendar = (calendar: SaveCalendar['calendar']): Promise<CalendarPreview> =>
  post(path('calendars', 'preview'), { calendar })
export const saveCalendar = (save: SaveCalendar): Promise<AlmanacSaved> =>
  put(path('calendars', save.calendar.code), save)
export const importYear = (code: string, year: ImportYear): Promise<AlmanacSaved & { year: number }> =>
  post(path('calendars', code, 'import'), year)
export const saveRule = (save: SaveRule): Promise<AlmanacSaved & { version: number }> => post(path('limits'), save)
