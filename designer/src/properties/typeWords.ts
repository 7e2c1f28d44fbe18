import { useI18n } from 'vue-i18n'
import { isA, type ModdleElement } from '../modeler/services.ts'
import { triggerOf } from './model/triggers.ts'

/** What kind of element this is, in words; of an event also what it waits for or does. */
export function useTypeWords() {
  const { t } = useI18n()

  function typeOf(element: ModdleElement): string {
    const type = element.$type.replace('bpmn:', '')
    const trigger = isA(element, 'bpmn:Event') ? triggerOf(element) : undefined
    if (trigger === undefined || trigger === 'timer') return t(`properties.type.${type}`)
    return t('properties.eventType', {
      position: t(`properties.position.${type}`),
      trigger: t(`properties.trigger.${trigger}`),
    })
  }

  return { typeOf }
}
