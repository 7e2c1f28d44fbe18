import type {
  Organisation,
  OrganisationChange,
  Page,
  SaveAbsence,
  SaveDepartment,
  SaveHandoverRule,
  SavePerson,
  SavePost,
} from '@lianban/server/contract'
import { get, path, put, remove } from './client.ts'

/** A post: of whom, in which department, since when. */
export interface PostKey {
  person: string
  department: string
  from: string
}

const postPath = ({ person, department, from }: PostKey): string => path('people', person, 'posts', department, from)

export const readOrganisation = (): Promise<Organisation> => get(path('organisation'))
export const listChanges = (cursor?: string): Promise<Page<OrganisationChange>> =>
  get(path('organisation', 'changes'), { query: { cursor } })
export const saveDepartment = (code: string, save: SaveDepartment): Promise<Organisation> =>
  put(path('departments', code), save)
export const savePerson = (id: string, save: SavePerson): Promise<Organisation> => put(path('people', id), save)
export const savePost = (key: PostKey, save: SavePost): Promise<Organisation> => put(postPath(key), save)
export const dropPost = (key: PostKey, revision: number): Promise<Organisation> =>
  remove(postPath(key), { query: { revision } })
export const saveAbsence = (person: string, from: string, save: SaveAbsence): Promise<Organisation> =>
  put(path('people', person, 'absences', from), save)
export const dropAbsence = (person: string, from: string, revision: number): Promise<Organisation> =>
  remove(path('people', person, 'absences', from), { query: { revision } })
export const saveHandoverRule = (save: SaveHandoverRule): Promise<Organisation> => put(path('handover-rule'), save)
