import chinese from 'bpmn-js-i18n/translations/zn.js'
import { houseTranslations } from './translations.ts'

const words: Record<string, string> = { ...chinese, ...houseTranslations }

/** The words of the drawing tool. English is its own language; Chinese is the community's table under our own. */
export function translateModule(locale: () => string) {
  const translate = (template: string, values: Record<string, string> = {}): string => {
    const text = locale() === 'zh-CN' ? (words[template] ?? template) : template
    return text.replace(/\{([^}]+)\}/g, (whole, key: string) => values[key] ?? whole)
  }
  return { translate: ['value', translate] }
}
