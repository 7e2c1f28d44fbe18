import type { Absence, HandoverRule, OrganisedDepartment, OrganisedPerson, SavePost } from '@lianban/server/contract'
import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import * as api from '../api/people.ts'
import type { PostHolder } from './reportingLine.ts'
import type { useOrganisation } from './useOrganisation.ts'

/** What is being entered, one form at a time. */
export type Editing =
  | { what: 'department'; department: OrganisedDepartment | undefined }
  | { what: 'person'; person: OrganisedPerson | undefined }
  | { what: 'post'; holder: PostHolder | undefined; person: string }
  | { what: 'absence'; person: OrganisedPerson; absence: Absence | undefined }
  | { what: 'rule' }

/** Opens a form, saves what was entered, and stays in the form while it is refused. */
export function useEditing({ organisation, refusal, change }: ReturnType<typeof useOrganisation>) {
  const { t } = useI18n()
  const editing = ref<Editing>()

  function open(form: Editing): void {
    refusal.value = undefined
    editing.value = form
  }
  const leave = (): void => void (editing.value = undefined)

  async function keep(work: Parameters<typeof change>[0]): Promise<boolean> {
    if (!(await change(work))) return false
    leave()
    ElMessage.success(t('people.saved'))
    return true
  }

  const saveDepartment = ({ code, ...fields }: OrganisedDepartment): Promise<boolean> =>
    keep((revision) => api.saveDepartment(code, { revision, ...fields }))

  /** Somebody new is given a post next: without one they cannot sign in. */
  async function savePerson(id: string, person: { name: string; password?: string }): Promise<void> {
    const isNew = !organisation.value?.people.some((each) => each.id === id)
    const kept = await keep((revision) => api.savePerson(id, { revision, ...person }))
    if (kept && isNew) open({ what: 'post', holder: undefined, person: id })
  }

  return {
    editing,
    open,
    leave,
    saveDepartment,
    savePerson,
    savePost: (key: api.PostKey, post: Omit<SavePost, 'revision'>) =>
      keep((revision) => api.savePost(key, { revision, ...post })),
    dropPost: (key: api.PostKey) => keep((revision) => api.dropPost(key, revision)),
    saveAbsence: (person: string, { from, ...fields }: Absence) =>
      keep((revision) => api.saveAbsence(person, from, { revision, ...fields })),
    dropAbsence: (person: string, from: string) => keep((revision) => api.dropAbsence(person, from, revision)),
    saveRule: (rule: HandoverRule) => keep((revision) => api.saveHandoverRule({ revision, ...rule })),
  }
}
