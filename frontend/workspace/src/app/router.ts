import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router'
import { safeNext } from '@/shared/session/places'
import type { SessionState } from '@/shared/session/viewer'
import { turnPage } from '@/shared/ui/notices'
import { signInPlace, verdict } from './guards'
import { routes } from './routes'

export { signInPlace } from './guards'

const BLANK = { render: (): null => null }
const RELOADED_KEY = 'greenbridge.reloadedFor'

/** With `pagesAreBlank` the guards run without loading pages, for tests. */
export function createWorkspaceRouter(
  session: SessionState,
  history: RouterHistory = createWebHistory(import.meta.env.BASE_URL),
  pagesAreBlank = false,
): Router {
  const router = createRouter({
    history,
    routes: pagesAreBlank ? routes.map((it) => ({ ...it, component: BLANK }) as (typeof routes)[number]) : routes,
    scrollBehavior: (to, from, saved) => {
      if (saved) return saved
      return to.path === from.path ? false : { top: 0 }
    },
  })

  router.beforeEach(async (to) => {
    const viewer = await session.known()
    if (to.meta.visitorsOnly && viewer) return safeNext(to.query['next'])
    // The server lets such a session do one thing only; every other page would say "sign in".
    if (viewer?.mustSetUpSecondFactor && to.meta.needs && to.name !== 'security') return { name: 'security' }
    const found = verdict(to.meta.needs, viewer)
    if (found === 'signIn') return signInPlace(to)
    to.meta.verdict = found
    return true
  })

  router.afterEach((to, from) => {
    if (to.path !== from.path && from.matched.length > 0) turnPage()
  })

  // After an update of the server the old page asks for files that are gone: load the new ones.
  router.onError((error: unknown, to) => {
    const isMissingFile = error instanceof Error && /import|preload|fetch/i.test(error.message)
    if (!isMissingFile || pagesAreBlank) return
    if (sessionStorage.getItem(RELOADED_KEY) === to.fullPath) return
    sessionStorage.setItem(RELOADED_KEY, to.fullPath)
    window.location.assign(router.resolve(to.fullPath).href)
  })

  return router
}
