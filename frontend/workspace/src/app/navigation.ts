import { mayOpen, type Need, type Standing } from '@/shared/session/rights'

export interface Entry {
  route: string
  needs: Need
}

const ENTRIES: Entry[] = [
  { route: 'overview', needs: 'signedIn' },
  { route: 'demands', needs: 'enterprise' },
  { route: 'demandNew', needs: 'enterpriseEditor' },
  { route: 'sharedDemands', needs: 'enterprise' },
  { route: 'alerts', needs: 'member' },
  { route: 'follows', needs: 'member' },
  { route: 'bids', needs: 'provider' },
  { route: 'contracts', needs: 'member' },
  { route: 'provider', needs: 'provider' },
  { route: 'shortlists', needs: 'member' },
  { route: 'ranking', needs: 'provider' },
  { route: 'feedConflicts', needs: 'member' },
  { route: 'members', needs: 'signedIn' },
  { route: 'registration', needs: 'member' },
  { route: 'moderation', needs: 'moderator' },
  { route: 'consultations', needs: 'moderator' },
  { route: 'answers', needs: 'moderator' },
  { route: 'openings', needs: 'moderator' },
  { route: 'objections', needs: 'moderator' },
  { route: 'redFlags', needs: 'moderator' },
  { route: 'disputedContracts', needs: 'moderator' },
  { route: 'organisations', needs: 'moderator' },
  { route: 'texts', needs: 'textReader' },
  { route: 'evidence', needs: 'enteringEvidence' },
  { route: 'rankingRules', needs: 'moderator' },
  { route: 'successions', needs: 'moderator' },
  { route: 'ripples', needs: 'moderator' },
  { route: 'readParts', needs: 'moderator' },
  { route: 'feeds', needs: 'feedReader' },
  { route: 'appointments', needs: 'appointing' },
  { route: 'machineKeys', needs: 'keyHolder' },
  { route: 'apps', needs: 'appKeeper' },
  { route: 'audit', needs: 'auditAdministrator' },
]

/** The entries a person can use, in the order of the work. */
export function entriesFor(viewer: Standing | null): Entry[] {
  return viewer ? ENTRIES.filter((it) => mayOpen(it.needs, viewer)) : []
}
