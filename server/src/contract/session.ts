/** `supervisor`: the monitor office; `head`: answers for a department; `leader`: of the district. */
export type Role = 'admin' | 'window' | 'officer' | 'supervisor' | 'head' | 'leader'

/** POST /api/session answers 200 Me and sets an HttpOnly cookie; GET /api/session answers Me or 401; DELETE signs out. */
export interface SignIn {
  account: string
  password: string
}

export interface Me {
  id: string
  name: string
  roles: Role[]
  departments: Department[]
}

/** GET /api/departments. `code` is what a task's candidate group and a department row of a process name. */
export interface Department {
  code: string
  name: string
}
