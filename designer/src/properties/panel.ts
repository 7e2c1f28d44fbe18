import type { FeelKind } from '@lianban/engine'
import type { FormSchema } from '@lianban/forms'
import type { Bundle, Department, ModelProblem } from '@lianban/server/contract'
import { computed, inject, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { DiagramElement, ModdleElement } from '../modeler/services.ts'
import type { Editor } from './editor.ts'
import { extensionText } from './model/extension.ts'

/** A variable, and what kind of value it has where that is known. */
export interface OfferedName {
  name: string
  kind: FeelKind | undefined
}

/** What every group of the panel works with. The panel is built anew for each element, so `element` stands still. */
export interface Panel {
  element: DiagramElement
  edit: Editor
  /** Reads the model, again after each change of the drawing. */
  read: <T>(reader: (businessObject: ModdleElement) => T) => ComputedRef<T>
  bundle: Readonly<Ref<Bundle>>
  departments: Readonly<Ref<readonly Department[]>>
  problems: Readonly<Ref<readonly ModelProblem[]>>
  /** Variables that expressions of the element may read. */
  names: Readonly<Ref<readonly OfferedName[]>>
  expert: Readonly<Ref<boolean>>
  /** Leads to another element of the drawing. */
  reveal: (id: string) => void
  /** Adds a form to the draft, or replaces the one of the same id. */
  putForm: (schema: FormSchema) => void
  /** Adds a DMN file to the draft, or replaces the one of the same name. */
  putDecision: (name: string, xml: string) => void
}

const key: InjectionKey<Panel> = Symbol('panel')

export const providePanel = (panel: Panel): void => provide(key, panel)

export function usePanel(): Panel {
  const panel = inject(key)
  if (!panel) throw new Error('Expected a properties group to stand inside the panel')
  return panel
}

/** An attribute of an extension element as a text that can be bound to a field. */
export function useExtensionText(
  type: string,
  property: string,
  holder?: (bo: ModdleElement) => ModdleElement | undefined,
) {
  const { read, edit } = usePanel()
  const value = read((businessObject) =>
    extensionText(holder ? holder(businessObject) : businessObject, type, property),
  )
  return computed({
    get: () => value.value,
    set: (text: string) => edit.patchExtension(type, { [property]: text }, holder),
  })
}
