import type { Viewer } from './viewer'

/** What a page asks of the person. */
export const NEEDS = [
  'signedIn',
  'member',
  'keyHolder',
  'enterprise',
  'enterpriseEditor',
  'provider',
  'providerEditor',
  'moderator',
  'textReader',
  'enteringEvidence',
  'appKeeper',
  'feedReader',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
  'appointing',
] as const
export type Need = (typeof NEEDS)[number]

/** Who a person is to the workspace; a member acts for one organisation at a time. */
export type Standing = Pick<Viewer, 'role' | 'organisation' | 'memberRole'>

/** Whether a person may change what is their organisation's own: owners and editors. */
export function mayEdit(viewer: Pick<Viewer, 'memberRole'>): boolean {
  return viewer.memberRole === 'OWNER' || viewer.memberRole === 'EDITOR'
}

/** Whether a person has what a page asks. The server decides again; this only spares a walk. */
export function mayOpen(need: Need, viewer: Standing): boolean {
  const actsFor = (kind: string) => viewer.role === 'MEMBER' && viewer.organisation?.kind === kind
  switch (need) {
    case 'signedIn':
      return true
    case 'member':
      return actsFor('ENTERPRISE') || actsFor('PROVIDER')
    case 'keyHolder':
      return viewer.role === 'SYSTEM_ADMINISTRATOR' || (viewer.role === 'MEMBER' && viewer.memberRole === 'OWNER')
    case 'enterprise':
      return actsFor('ENTERPRISE')
    case 'enterpriseEditor':
      return actsFor('ENTERPRISE') && mayEdit(viewer)
    case 'provider':
      return actsFor('PROVIDER')
    case 'providerEditor':
      return actsFor('PROVIDER') && mayEdit(viewer)
    case 'moderator':
      return viewer.role === 'MODERATOR'
    case 'textReader':
      return viewer.role === 'MODERATOR' || actsFor('ENTERPRISE') || actsFor('PROVIDER')
    case 'enteringEvidence':
      return viewer.role === 'MODERATOR' || (actsFor('REGULATOR') && mayEdit(viewer))
    case 'appKeeper':
      return viewer.role === 'MODERATOR' || viewer.role === 'SYSTEM_ADMINISTRATOR'
    case 'feedReader':
      return (
        viewer.role === 'MODERATOR' ||
        viewer.role === 'SYSTEM_ADMINISTRATOR' ||
        actsFor('REGULATOR') ||
        actsFor('OPERATOR') ||
        actsFor('ASSOCIATION')
      )
    case 'systemAdministrator':
      return viewer.role === 'SYSTEM_ADMINISTRATOR'
    case 'securityAdministrator':
      return viewer.role === 'SECURITY_ADMINISTRATOR'
    case 'auditAdministrator':
      return viewer.role === 'AUDIT_ADMINISTRATOR'
    case 'appointing':
      return viewer.role === 'SYSTEM_ADMINISTRATOR' || viewer.role === 'SECURITY_ADMINISTRATOR'
  }
}
