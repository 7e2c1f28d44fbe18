import { useI18n } from 'vue-i18n'
import { definitionsOf } from '../properties/model/references.ts'
import { definitionOf, shownAt } from '../properties/model/subjects.ts'
import { useTypeWords } from '../properties/typeWords.ts'
import type { DiagramElement, ModdleElement } from './services.ts'
import type { DesignerModeler } from './useModeler.ts'

/** Names of what the drawing holds, and where on the canvas something without a shape is mended. */
export function useElementNames(canvas: DesignerModeler) {
  const { t } = useI18n()
  const { typeOf } = useTypeWords()

  /** A message, signal, error or escalation. */
  function hidden(id: string): ModdleElement | undefined {
    const file = canvas.find(id) ? undefined : definitionsOf(canvas.root.value?.businessObject)
    return file && definitionOf(file, id)
  }

  function typeName({ businessObject }: DiagramElement): string {
    void canvas.drawing.value
    return typeOf(businessObject)
  }

  function nameOf(id: string): string | undefined {
    const found = canvas.find(id)
    if (found) return found.businessObject.name || t('checks.unnamed', { type: typeName(found) })
    return hidden(id)?.name
  }

  function placeOf(id: string): string {
    const definition = hidden(id)
    return (definition && shownAt(definition)) ?? id
  }

  return { typeName, nameOf, placeOf }
}
