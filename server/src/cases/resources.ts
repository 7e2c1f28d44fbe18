import type { FormSchema } from '@lianban/forms'
import type { Definition } from '@lianban/engine/runtime'
import type { Bundle, DocumentTemplate } from '../contract/index.ts'

/** What is pinned to a published version beside its drawing. */
export interface Resources {
  readonly forms: Record<string, FormSchema>
  readonly documents: Record<string, DocumentTemplate>
  readonly decisions: Record<string, string>
}

/** What was published before decisions were has none. */
export const resourcesOf = (definition: Definition): Resources => ({
  decisions: {},
  ...(definition.resources as unknown as Omit<Resources, 'decisions'>),
})

export const bundleOf = (definition: Definition): Bundle => ({ bpmn: definition.bpmn, ...resourcesOf(definition) })
