import { useI18n } from 'vue-i18n'

const zone = 'Asia/Shanghai'

/** Dates in the office's zone, whatever the device is set to. Takes instants and plain days (`YYYY-MM-DD`). */
export function useDates() {
  const { locale } = useI18n()
  const format = (value: string | Date | null | undefined, options: Intl.DateTimeFormatOptions): string => {
    if (!value) return ''
    const instant =
      typeof value === 'string' && value.length === 10 ? new Date(`${value}T12:00:00+08:00`) : new Date(value)
    // English readers come from everywhere: numbers in the order of ISO 8601 cannot be misread.
    const language = locale.value === 'en' && !options.weekday ? 'sv-SE' : locale.value
    return new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(instant)
  }
  return {
    day: (value: string | Date | null | undefined) =>
      format(value, { year: 'numeric', month: '2-digit', day: '2-digit' }),
    weekday: (value: string | Date | null | undefined) => format(value, { weekday: 'short' }),
    time: (value: string | Date | null | undefined) =>
      format(value, { hour: '2-digit', minute: '2-digit', hour12: false }),
    dateTime: (value: string | Date | null | undefined) =>
      format(value, {
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      }),
  }
}
