import type { Department } from '@lianban/server/contract'
import { ref } from 'vue'
import { listDepartments } from '../api/session.ts'

/** Names of the departments that sign extensions; without an answer their codes stand for them. */
export function useDepartments() {
  const list = ref<Department[]>([])
  void listDepartments().then(
    (departments) => (list.value = departments),
    () => undefined,
  )
  const nameOf = (code: string): string => list.value.find((each) => each.code === code)?.name ?? code
  return { list, nameOf }
}
