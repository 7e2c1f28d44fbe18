import type { ConvertedModel, Row } from '@lianban/engine/convert'
import { shallowRef } from 'vue'

type Converted = Extract<ConvertedModel, { ok: true }>

export interface Offered extends Pick<Converted, 'rows' | 'problems' | 'forms' | 'xml'> {
  readonly file: string
}

/** What is imported: as the person has chosen. */
export interface Chosen {
  readonly bpmn: string
  readonly forms: Converted['forms']
  readonly rows: readonly Row[]
}

/**
 * Offers to convert a model of Camunda 7, Flowable or Activiti. The answer is what to import, or null for nothing; any other
 * file is imported as it is without a question.
 */
export function useConversion() {
  const offered = shallowRef<Offered | null>(null)
  let settle: ((choice: 'converted' | 'unchanged' | 'cancel') => void) | undefined

  function answer(choice: 'converted' | 'unchanged' | 'cancel'): void {
    offered.value = null
    settle?.(choice)
    settle = undefined
  }

  async function choose(file: string, bpmn: string): Promise<Chosen | null> {
    const unchanged = { bpmn, forms: {}, rows: [] }
    // Loaded for those who import such a file only.
    const { convertModel, mentionsVendor } = await import('@lianban/engine/convert')
    if (!mentionsVendor(bpmn)) return unchanged
    const model = await convertModel(bpmn)
    if (!model.ok) return unchanged
    if (model.rows.length === 0) return unchanged
    offered.value = { file, ...model }
    const choice = await new Promise<'converted' | 'unchanged' | 'cancel'>((resolve) => (settle = resolve))
    if (choice === 'cancel') return null
    return choice === 'unchanged' ? unchanged : { bpmn: model.xml, forms: model.forms, rows: model.rows }
  }

  return { offered, answer, choose }
}

export type Conversion = ReturnType<typeof useConversion>
