import type { FormSchema } from '@lianban/forms'
import type { Definition } from '@lianban/engine/runtime'
import type { Bundle, DocumentTemplate } from '../contract/index.ts'

/** What is pinned to a published version beside its drawing. */
export interface Resources {
  readonly forms: Record<string, FormSchema>
  readonly documents: Record<string, DocumentTemplate>
}

export const resourcesOf = (definition: Definition): Resources => definition.resources as unknown as Resources

export const bundleOf = (definition: Definition): Bundle => ({ bpmn: definition.bpmn, ...resourcesOf(definition) })
