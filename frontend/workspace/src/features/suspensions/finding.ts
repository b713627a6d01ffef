import type { LocationQuery } from 'vue-router'
import type { SupervisedOrganisationFragment } from './suspensions.generated'

export type OrganisationStanding = SupervisedOrganisationFragment['standing']

/** What is looked for, as the address of the page holds it. */
export const VIEWS = { all: null, active: 'ACTIVE', suspended: 'SUSPENDED' } as const
export type View = keyof typeof VIEWS

export interface Asked {
  text: string
  view: View
}

/** The most organisations one act may name, as the server has it. */
export const BULK_LIMIT = 100

export function readAsked(query: LocationQuery): Asked {
  const { q, view } = query
  return {
    text: typeof q === 'string' ? q.trim() : '',
    view: typeof view === 'string' && Object.hasOwn(VIEWS, view) ? (view as View) : 'all',
  }
}

/** The address of what is asked; what asks nothing is left out. */
export function queryOf({ text, view }: Asked): Record<string, string> {
  return { ...(text.trim() && { q: text.trim() }), ...(view !== 'all' && { view }) }
}

export function filterOf({ text, view }: Asked): { text: string | null; standing: OrganisationStanding | null } {
  return { text: text || null, standing: VIEWS[view] }
}

export const TONES: Record<OrganisationStanding, 'live' | 'call' | 'gone' | 'plain'> = {
  ACTIVE: 'live',
  SUSPENDED: 'call',
  PENDING: 'plain',
  REFUSED: 'plain',
  CLOSED: 'gone',
}
