import type { Role } from '@lianban/server/contract'

export interface Destination {
  /** Name of the route. */
  name: string
  /** Key of the words. */
  label: string
  roles: readonly Role[]
}

export const destinations: readonly Destination[] = [
  { name: 'processes', label: 'app.processes', roles: ['admin'] },
  { name: 'calendars', label: 'app.calendars', roles: ['admin'] },
  { name: 'filing', label: 'app.filing', roles: ['window'] },
  { name: 'inbox', label: 'app.inbox', roles: ['window', 'officer'] },
  {
    name: 'supervision',
    label: 'app.supervision',
    roles: ['supervisor', 'leader', 'head', 'admin', 'window', 'officer'],
  },
  { name: 'cases', label: 'app.cases', roles: ['admin', 'window', 'officer', 'supervisor', 'head', 'leader'] },
  { name: 'people', label: 'app.people', roles: ['admin', 'supervisor'] },
]

export const destinationsOf = (roles: readonly Role[]): readonly Destination[] =>
  destinations.filter((destination) => destination.roles.some((role) => roles.includes(role)))

/** Where somebody's day starts. */
export const landingOf = (roles: readonly Role[]): string => destinationsOf(roles)[0]?.name ?? 'sign-in'
