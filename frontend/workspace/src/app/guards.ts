import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import { mayOpen, type Need, type Standing } from '@/shared/session/rights'

export type Verdict = 'open' | 'signIn' | 'refused'

/** Whether a person may open a page: without a need everybody may. */
export function verdict(need: Need | undefined, viewer: Standing | null): Verdict {
  if (need === undefined) return 'open'
  if (viewer === null) return 'signIn'
  return mayOpen(need, viewer) ? 'open' : 'refused'
}

/** The sign-in page, which leads back to where the person was. */
export function signInPlace(
  from: Pick<RouteLocationNormalized, 'fullPath' | 'name'>,
  reason?: 'ended',
): RouteLocationRaw {
  const isAlreadyThere = from.name === 'signIn' || from.name === 'register'
  const next = isAlreadyThere || from.fullPath === '/' ? undefined : from.fullPath
  return { name: 'signIn', query: { ...(next && { next }), ...(reason && { reason }) } }
}
