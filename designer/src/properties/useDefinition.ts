import { computed, type ComputedRef, type WritableComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ModdleElement } from '../modeler/services.ts'
import {
  definedBy,
  definitionKinds,
  definitionsOfKind,
  freshName,
  usersOf,
  type DefinitionKind,
} from './model/definitions.ts'
import { definitionsOf } from './model/references.ts'
import { usePanel } from './panel.ts'

/** Something with a name that several elements share: chosen, made, renamed for all of them at once. */
export interface Shared {
  readonly options: ComputedRef<readonly { value: string; label: string }[]>
  /** Id of what is chosen; empty for nothing. */
  readonly chosen: WritableComputedRef<string>
  readonly name: WritableComputedRef<string>
  readonly create: () => void
  /** All elements of the drawing that use it. */
  readonly users: ComputedRef<readonly ModdleElement[]>
}

/** A message, signal, error or escalation of the file, as one holder of the element names it. */
export function useDefinition(kind: DefinitionKind, holder: () => ModdleElement | undefined): Shared {
  const { t } = useI18n()
  const { element, edit, read } = usePanel()
  const { ref, type } = definitionKinds[kind]

  const definition = read(() => {
    const at = holder()
    return at && definedBy(at, kind)
  })
  const known = read((bo) =>
    definitionsOfKind(bo, kind).map((each) => ({
      each,
      value: each.id ?? '',
      label: t('properties.shared.option', { name: each.name ?? each.id ?? '', count: usersOf(each).length }),
    })),
  )
  const name = read(() => definition.value?.name ?? '')

  function use(wanted: ModdleElement | undefined): void {
    const at = holder()
    if (at) edit.setOn(at, { [ref]: wanted })
  }

  function create(): void {
    const root = definitionsOf(element.businessObject)
    if (!root) return
    const base = element.businessObject.name || t(`properties.shared.new.${kind}`)
    const made = edit.create(type, {
      name: freshName(
        base,
        known.value.map(({ each }) => each.name),
      ),
    })
    made.$parent = root
    const rootElements = [...(root.get('rootElements') as ModdleElement[]), made]
    edit.together([() => edit.setOn(root, { rootElements }), () => use(made)])
  }

  return {
    options: computed(() => known.value.map(({ value, label }) => ({ value, label }))),
    chosen: computed({
      get: () => definition.value?.id ?? '',
      set: (id: string) => use(known.value.find(({ value }) => value === id)?.each),
    }),
    name: computed({
      get: () => name.value,
      set: (text: string) => {
        if (definition.value) edit.setOn(definition.value, { name: text || undefined })
      },
    }),
    create,
    users: read(() => (definition.value ? usersOf(definition.value) : [])),
  }
}
