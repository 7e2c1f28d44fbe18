import type { Department, Me, Person, SignIn } from '@lianban/server/contract'
import { get, path, post, remove } from './client.ts'

export const readSession = (): Promise<Me> => get(path('session'))
export const signIn = (credentials: SignIn): Promise<Me> => post(path('session'), credentials)
export const signOut = (): Promise<void> => remove(path('session'))
export const listDepartments = (): Promise<Department[]> => get(path('departments'))
export const listPeople = (): Promise<Person[]> => get(path('people'))
