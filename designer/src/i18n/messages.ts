import type { Locale } from './index.ts'

export interface Messages {
  [key: string]: string | Messages
}

const files = import.meta.glob<Messages>('./{zh-CN,en}/*.ts', { eager: true, import: 'default' })

/** All words of a language. One file per area, so `inbox.ts` holds the keys that start with `inbox.`. */
export function messagesOf(locale: Locale): Messages {
  const areas = Object.entries(files).filter(([file]) => file.startsWith(`./${locale}/`))
  return Object.fromEntries(areas.map(([file, words]) => [file.slice(locale.length + 3, -'.ts'.length), words]))
}
