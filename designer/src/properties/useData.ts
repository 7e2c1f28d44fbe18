import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ModdleElement } from '../modeler/services.ts'
import { dataAround, dataHome, dataOf, dataRef, variableOf } from './model/data.ts'
import { freshName, usersOf } from './model/definitions.ts'
import { usePanel } from './panel.ts'
import type { Shared } from './useDefinition.ts'

/** The data object or data store for which the drawn reference stands. */
export function useData(): Shared {
  const { t } = useI18n()
  const { element, edit, read } = usePanel()
  const { ref, type } = dataRef(element.businessObject)
  const data = read((bo) => dataOf(bo))
  const known = read((bo) =>
    dataAround(bo).map((each) => {
      const users = usersOf(each)
      const label = each.name ?? users.find(({ name }) => name)?.name ?? each.id ?? ''
      return { each, value: each.id ?? '', label: t('properties.shared.option', { name: label, count: users.length }) }
    }),
  )
  const name = read(() => data.value?.name ?? '')

  return {
    options: computed(() => known.value.map(({ value, label }) => ({ value, label }))),
    chosen: computed({
      get: () => data.value?.id ?? '',
      set: (id: string) => edit.set({ [ref]: known.value.find(({ value }) => value === id)?.each }),
    }),
    name: computed({
      get: () => name.value,
      set: (text: string) => {
        if (data.value) edit.setOn(data.value, { name: text || undefined })
      },
    }),
    create: () => {
      const { home, property } = dataHome(element.businessObject)
      if (!home) return
      const taken = known.value.map(({ each }) => each.name)
      const made = edit.create(type, { name: freshVariable(variableOf(element.businessObject), taken) })
      made.$parent = home
      const all = [...(home.get(property) as ModdleElement[]), made]
      edit.together([() => edit.setOn(home, { [property]: all }), () => edit.set({ [ref]: made })])
    },
    users: read(() => (data.value ? usersOf(data.value) : [])),
  }
}

/** As expressions can say it: without a space before the number. */
const freshVariable = (base: string, taken: readonly (string | undefined)[]): string =>
  freshName(
    base,
    taken.map((name) => name?.replace(/(\d+)$/, ' $1')),
  ).replace(' ', '')
