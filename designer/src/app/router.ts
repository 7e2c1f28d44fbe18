import type { Role } from '@lianban/server/contract'
import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { useSession } from '../stores/session.ts'
import { destinations, landingOf } from './navigation.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title. */
    title: string
    /** Name of the destination in the bar that the page belongs to. */
    section?: string
    /** Open without sign-in. */
    public?: true
    roles?: readonly Role[]
    /** The page fills the window below the bar and scrolls inside itself. */
    fills?: true
  }
}

/** The destination of a page, and with it who may open it. */
function of(section: string): { section: string; roles: readonly Role[] } {
  return { section, roles: destinations.find((each) => each.name === section)?.roles ?? [] }
}

const pages: RouteRecordRaw[] = [
  {
    path: '/processes',
    name: 'processes',
    component: () => import('../versions/ProcessesPage.vue'),
    meta: { title: 'app.processes', ...of('processes') },
  },
  {
    path: '/processes/:id',
    name: 'process',
    component: () => import('../modeler/DesignerPage.vue'),
    props: true,
    meta: { title: 'modeler.title', ...of('processes'), fills: true },
  },
  {
    path: '/calendars',
    name: 'calendars',
    component: () => import('../calendar/CalendarsPage.vue'),
    meta: { title: 'calendar.title', ...of('calendars') },
  },
  {
    path: '/calendars/limits',
    name: 'limits',
    component: () => import('../calendar/LimitsPage.vue'),
    meta: { title: 'calendar.limits.title', ...of('calendars') },
  },
  {
    path: '/people',
    name: 'people',
    component: () => import('../people/PeoplePage.vue'),
    meta: { title: 'people.title', ...of('people') },
  },
  {
    path: '/people/changes',
    name: 'people-changes',
    component: () => import('../people/ChangesPage.vue'),
    meta: { title: 'people.page.changes', section: 'people', roles: ['admin'] },
  },
  {
    path: '/filing',
    name: 'filing',
    component: () => import('../filing/FilingPage.vue'),
    meta: { title: 'app.filing', ...of('filing') },
  },
  {
    path: '/inbox/:box(mine|department|done)?',
    name: 'inbox',
    component: () => import('../inbox/InboxPage.vue'),
    props: true,
    meta: { title: 'app.inbox', ...of('inbox') },
  },
  {
    path: '/tasks/:id',
    name: 'task',
    component: () => import('../inbox/TaskPage.vue'),
    props: true,
    meta: { title: 'app.inbox', ...of('inbox') },
  },
  {
    path: '/cases',
    name: 'cases',
    component: () => import('../cases/CasesPage.vue'),
    meta: { title: 'app.cases', ...of('cases') },
  },
  {
    path: '/cases/:id',
    name: 'case',
    component: () => import('../cases/CasePage.vue'),
    props: true,
    meta: { title: 'app.cases', ...of('cases') },
  },
  {
    path: '/cases/:id/corrections',
    name: 'corrections',
    component: () => import('../corrections/CorrectionPage.vue'),
    props: true,
    meta: { title: 'corrections.title', section: 'cases', roles: ['admin'] },
  },
  {
    path: '/processes/:id/migrations',
    name: 'migrations',
    component: () => import('../migrations/MigrationsPage.vue'),
    props: true,
    meta: { title: 'migrations.title', ...of('processes') },
  },
  {
    path: '/processes/:id/migrations/:migration',
    name: 'migration',
    component: () => import('../migrations/MigrationPage.vue'),
    props: true,
    meta: { title: 'migrations.one', ...of('processes') },
  },
]

const overseers: readonly Role[] = ['supervisor', 'admin', 'head', 'leader']
const supervisionPages: RouteRecordRaw[] = [
  {
    path: '/supervision',
    name: 'supervision',
    redirect: () => ({ name: useSession().has(...overseers) ? 'supervision-wall' : 'supervision-cards' }),
  },
  ...(
    [
      ['wall', () => import('../supervision/WallPage.vue')],
      ['clocks', () => import('../supervision/ClocksPage.vue')],
      ['figures', () => import('../supervision/FiguresPage.vue')],
      ['anomalies', () => import('../supervision/AnomaliesPage.vue')],
      ['heat', () => import('../supervision/HeatPage.vue')],
      ['rules', () => import('../supervision/RulesPage.vue')],
    ] as const
  ).map(([page, component]) => ({
    path: `/supervision/${page}`,
    name: `supervision-${page}`,
    component,
    meta: { title: `supervision.page.${page}`, section: 'supervision', roles: overseers },
  })),
  {
    path: '/supervision/cards',
    name: 'supervision-cards',
    component: () => import('../supervision/CardsPage.vue'),
    meta: { title: 'supervision.page.cards', ...of('supervision') },
  },
  {
    path: '/supervision/cards/:id',
    name: 'supervision-card',
    component: () => import('../supervision/CardPage.vue'),
    props: true,
    meta: { title: 'supervision.page.cards', ...of('supervision') },
  },
]

const publicPages: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignIn.vue'),
    meta: { title: 'signIn.title', public: true },
  },
  {
    path: '/track',
    name: 'track',
    component: () => import('../public/TrackingPage.vue'),
    meta: { title: 'public.title', public: true },
  },
]

const notFound: RouteRecordRaw = {
  path: '/:rest(.*)*',
  name: 'not-found',
  component: () => import('./NotFoundPage.vue'),
  meta: { title: 'app.notFound.title', public: true },
}

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', name: 'home', redirect: { name: 'sign-in' } },
      ...publicPages,
      ...pages,
      ...supervisionPages,
      notFound,
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  router.beforeEach(async (to) => {
    if (to.meta.public && to.name !== 'sign-in') return true
    const session = useSession()
    // A server that cannot be reached shows on the page itself; the sign-in page must open without one.
    await session.load().catch(() => undefined)
    const signedIn = session.me !== null
    if (to.name === 'sign-in') return signedIn ? { name: landingOf(session.roles) } : true
    if (!signedIn) return { name: 'sign-in', query: { next: to.fullPath } }
    return !to.meta.roles || session.has(...to.meta.roles) ? true : { name: landingOf(session.roles) }
  })
  return router
}
