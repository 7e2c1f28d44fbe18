import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { freshName } from './model/definitions.ts'
import { linkOf, linksAround } from './model/links.ts'
import { usePanel } from './panel.ts'
import type { Shared } from './useDefinition.ts'

/** A link has no definition of its own in the file: its name joins its ends, so renaming one end renames all. */
export function useLink(): Shared {
  const { t } = useI18n()
  const { element, edit, read } = usePanel()
  const links = read((bo) => linksAround(bo))
  const name = read((bo) => linkOf(bo)?.name ?? '')

  function call(text: string): void {
    const definition = linkOf(element.businessObject)
    if (definition) edit.setOn(definition, { name: text || undefined })
  }

  return {
    options: computed(() => {
      const names = [...new Set(links.value.map((link) => link.name))].filter(Boolean)
      return names.map((each) => {
        const count = links.value.filter((link) => link.name === each).length
        return { value: each, label: t('properties.shared.option', { name: each, count }) }
      })
    }),
    chosen: computed({ get: () => name.value, set: call }),
    name: computed({
      get: () => name.value,
      set: (text: string) => {
        const same = links.value.filter((link) => link.name === name.value)
        if (text)
          edit.together(
            same.map(
              ({ definition }) =>
                () =>
                  edit.setOn(definition, { name: text }),
            ),
          )
      },
    }),
    create: () => {
      const base = element.businessObject.name || t('properties.shared.new.link')
      call(
        freshName(
          base,
          links.value.map((link) => link.name),
        ),
      )
    },
    users: read(() =>
      name.value ? links.value.filter((link) => link.name === name.value).map(({ event }) => event) : [],
    ),
  }
}
