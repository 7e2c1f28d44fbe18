import { ElMessage, ElMessageBox } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Bundle, ProcessSummary } from '@lianban/server/contract'
import { useProblemWords } from '../app/problemWords.ts'
import { readDraft, saveDraft } from '../api/processes.ts'
import { keepReport } from '../conversion/reports.ts'
import type { Chosen, Conversion } from '../conversion/useConversion.ts'
import { readProcessFile } from './bpmnFile.ts'
import { newProcessId, starterBundle } from './starter.ts'

/** Forms that the conversion has made; one of the same id that is there already stays. */
const formsOf = ({ forms }: Chosen): Bundle['forms'] => forms as unknown as Bundle['forms']

/** The two ways a process comes to be: drawn from a start, or brought as a BPMN file. Both open it in the designer. */
export function useNewProcess(existing: () => readonly ProcessSummary[], conversion: Conversion) {
  const { t } = useI18n()
  const router = useRouter()
  const { wordsOf, remedyOf } = useProblemWords()

  const open = (id: string) => router.push({ name: 'process', params: { id } })
  const tell = (problem: unknown) =>
    void ElMessage.error({ message: `${wordsOf(problem)} ${remedyOf(problem)}`, duration: 8000, showClose: true })

  async function create(): Promise<void> {
    const name = await ElMessageBox.prompt(t('processes.newWords'), t('processes.new'), {
      inputPlaceholder: t('processes.newPlaceholder'),
      inputValidator: (value) => Boolean(value?.trim()) || t('processes.nameNeeded'),
    }).then(
      (answer) => answer.value.trim(),
      () => '',
    )
    if (!name) return
    const id = newProcessId()
    const words = {
      start: t('processes.starter.start'),
      step: t('processes.starter.step'),
      end: t('processes.starter.end'),
    }
    try {
      await saveDraft(id, { bundle: starterBundle(id, name, words), revision: 0 })
      await open(id)
    } catch (problem) {
      tell(problem)
    }
  }

  async function importFile(file: File): Promise<void> {
    const read = readProcessFile(await file.text())
    if (!read) return void ElMessage.error({ message: t('processes.notBpmn', { file: file.name }), duration: 8000 })
    const chosen = await conversion.choose(file.name, read.bpmn)
    if (!chosen) return
    const known = existing().find((process) => process.id === read.id)
    if (known && !(await confirmReplace(known.name))) return
    try {
      // Forms, documents and decisions of a known process stay: a BPMN file does not carry them.
      const before = known ? await readDraft(read.id) : null
      const kept = { forms: {}, documents: {}, decisions: {}, ...before?.bundle }
      const bundle = { ...kept, forms: { ...formsOf(chosen), ...kept.forms }, bpmn: chosen.bpmn }
      await saveDraft(read.id, { bundle, revision: before?.revision ?? 0 })
      keepReport(read.id, chosen.rows)
      await open(read.id)
    } catch (problem) {
      tell(problem)
    }
  }

  const confirmReplace = (name: string): Promise<boolean> =>
    ElMessageBox.confirm(t('processes.replaceWords', { name }), t('processes.replace'), {
      confirmButtonText: t('processes.replace'),
    }).then(
      () => true,
      () => false,
    )

  return { create, importFile }
}
