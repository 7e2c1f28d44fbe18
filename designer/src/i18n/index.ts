import { createI18n } from 'vue-i18n'
import { speak } from '../api/client.ts'
import { readAgain } from '../api/live.ts'
import { messagesOf } from './messages.ts'

export type Locale = 'zh-CN' | 'en'
export const locales: readonly { code: Locale; name: string }[] = [
  { code: 'zh-CN', name: '简体中文' },
  { code: 'en', name: 'English' },
]

const remembered = 'lianban.locale'

export const i18n = createI18n({
  legacy: false,
  locale: readLocale(),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': messagesOf('zh-CN'), en: messagesOf('en') },
})

apply(readLocale())

export function setLocale(locale: Locale): void {
  localStorage.setItem(remembered, locale)
  i18n.global.locale.value = locale
  apply(locale)
  readAgain()
}

function readLocale(): Locale {
  return localStorage.getItem(remembered) === 'en' ? 'en' : 'zh-CN'
}

function apply(locale: Locale): void {
  document.documentElement.lang = locale
  speak(locale)
}
