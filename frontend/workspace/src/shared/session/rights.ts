import type { Viewer } from './viewer'

/** What a page asks of the person. */
export const NEEDS = ['signedIn', 'enterprise', 'provider', 'moderator', 'administrator'] as const
export type Need = (typeof NEEDS)[number]

/** Who a person is to the workspace; a member acts for one organisation. */
export type Standing = Pick<Viewer, 'role' | 'organisation'>

/** Whether a person has what a page asks. The server decides again; this only spares a walk. */
export function mayOpen(need: Need, viewer: Standing): boolean {
  switch (need) {
    case 'signedIn':
      return true
    case 'enterprise':
      return viewer.role === 'MEMBER' && viewer.organisation?.kind === 'ENTERPRISE'
    case 'provider':
      return viewer.role === 'MEMBER' && viewer.organisation?.kind === 'PROVIDER'
    case 'moderator':
      return viewer.role === 'MODERATOR'
    case 'administrator':
      return viewer.role === 'ADMINISTRATOR'
  }
}
