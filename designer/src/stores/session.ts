import type { Department, Me, Role, SignIn } from '@lianban/server/contract'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { whenSignedOut } from '../api/client.ts'
import { ApiProblem } from '../api/problem.ts'
import * as api from '../api/session.ts'

/** Who is signed in. `load` asks the server once; what it answers stands until sign-out or a refused request. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const roles = computed<readonly Role[]>(() => me.value?.roles ?? [])
  let loading: Promise<void> | undefined
  let departments: Promise<Department[]> | undefined

  const load = (): Promise<void> => (loading ??= read())

  async function read(): Promise<void> {
    try {
      me.value = await api.readSession()
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.status === 401)) {
        loading = undefined
        throw problem
      }
    }
  }

  async function signIn(credentials: SignIn): Promise<Me> {
    const signedIn = await api.signIn(credentials)
    forget()
    loading = Promise.resolve()
    me.value = signedIn
    return signedIn
  }

  async function signOut(): Promise<void> {
    await api.signOut()
    forget()
  }

  function forget(): void {
    me.value = null
    departments = undefined
  }

  const has = (...wanted: readonly Role[]): boolean => wanted.some((role) => roles.value.includes(role))

  /** The departments of the centre, read once per session. */
  function listDepartments(): Promise<Department[]> {
    departments ??= api.listDepartments().catch((problem: unknown) => {
      departments = undefined
      throw problem
    })
    return departments
  }

  whenSignedOut(forget)
  return { me, roles, load, signIn, signOut, has, listDepartments }
})
