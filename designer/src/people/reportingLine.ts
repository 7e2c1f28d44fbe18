import type { HeldPost, Organisation, OrganisedDepartment, OrganisedPerson } from '@lianban/server/contract'

export interface TreeRow {
  readonly department: OrganisedDepartment
  /** 0 at the top of the line. */
  readonly depth: number
}

/** Somebody in a post, as a row of the department. */
export interface PostHolder {
  readonly person: OrganisedPerson
  readonly post: HeldPost
}

/** Departments in the order of the reporting line, each under the one that it reports to. */
export function reportingTree(departments: readonly OrganisedDepartment[]): TreeRow[] {
  const known = new Set(departments.map(({ code }) => code))
  const below = (superior: string | null): OrganisedDepartment[] =>
    departments.filter(
      (each) => (each.superior !== null && known.has(each.superior) ? each.superior : null) === superior,
    )
  const rows = (superior: string | null, depth: number): TreeRow[] =>
    below(superior).flatMap((department) => [{ department, depth }, ...rows(department.code, depth + 1)])
  return rows(null, 0)
}

/** The department, then those above it up to the top. */
export function lineOf(departments: readonly OrganisedDepartment[], code: string): OrganisedDepartment[] {
  const line: OrganisedDepartment[] = []
  for (let at: string | null = code; at !== null;) {
    const found = departments.find((each) => each.code === at)
    if (!found || line.includes(found)) break
    line.push(found)
    at = found.superior
  }
  return line
}

export const holdersIn = ({ people }: Organisation, department: string): PostHolder[] =>
  people.flatMap((person) =>
    person.posts.filter((post) => post.department === department).map((post) => ({ person, post })),
  )

export const headsOf = (organisation: Organisation, department: string): OrganisedPerson[] =>
  holdersIn(organisation, department)
    .filter(({ post }) => post.state === 'held' && post.roles.includes('head'))
    .map(({ person }) => person)

/** For whom somebody is the B post today. */
export const standsInFor = ({ people }: Organisation, person: string): OrganisedPerson[] =>
  people.filter(({ posts }) => posts.some(({ deputy, state }) => deputy === person && state === 'held'))

export const withoutPost = ({ people }: Organisation): OrganisedPerson[] =>
  people.filter(({ posts }) => posts.every(({ state }) => state === 'ended'))
