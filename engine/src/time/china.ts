import type { CalendarYear, WorkingCalendar } from './calendar.ts'
import { dayNumber, isoDay } from './day.ts'

/** A holiday of the notice: its first and last day off, and the weekend days worked in exchange (调休). */
type Holiday = readonly [name: string, first: string, last: string, ...worked: string[]]

function year(source: string, holidays: readonly Holiday[]): CalendarYear {
  return {
    source,
    off: holidays.flatMap(([, first, last]) => daysFrom(first, last)),
    work: holidays.flatMap(([, , , ...worked]) => worked).toSorted(),
  }
}

function daysFrom(first: string, last: string): string[] {
  const start = dayNumber(first)
  return Array.from({ length: dayNumber(last) - start + 1 }, (_, i) => isoDay(start + i))
}

/** The working calendar of mainland China. Each year is what the State Council's notice says, published about November. */
export const china: WorkingCalendar = {
  code: 'CN',
  zone: 'Asia/Shanghai',
  years: {
    2025: year('国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）', [
      ['元旦', '2025-01-01', '2025-01-01'],
      ['春节', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'],
      ['清明节', '2025-04-04', '2025-04-06'],
      ['劳动节', '2025-05-01', '2025-05-05', '2025-04-27'],
      ['端午节', '2025-05-31', '2025-06-02'],
      ['国庆节、中秋节', '2025-10-01', '2025-10-08', '2025-09-28', '2025-10-11'],
    ]),
    2026: year('国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）', [
      ['元旦', '2026-01-01', '2026-01-03', '2026-01-04'],
      ['春节', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'],
      ['清明节', '2026-04-04', '2026-04-06'],
      ['劳动节', '2026-05-01', '2026-05-05', '2026-05-09'],
      ['端午节', '2026-06-19', '2026-06-21'],
      ['中秋节', '2026-09-25', '2026-09-27'],
      ['国庆节', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'],
    ]),
  },
}
