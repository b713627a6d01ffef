import type { MachineKeyRowFragment } from './machineKeys.generated'

export type KeyState = 'inForce' | 'revoked' | 'over'

export function stateOf(key: Pick<MachineKeyRowFragment, 'isInForce' | 'revokedAt'>): KeyState {
  if (key.isInForce) return 'inForce'
  return key.revokedAt ? 'revoked' : 'over'
}

export const TONES = { inForce: 'live', revoked: 'gone', over: 'gone' } as const

/** How long a key may hold, in days; the longest is a year. */
export const SPANS_DAYS = [30, 90, 180, 365] as const

type Scope = MachineKeyRowFragment['scopes'][number]

/** Keys of neighbouring systems read what is public or send files in; those of an organisation read also
 * its own. */
export function scopesFor(isOfOrganisation: boolean): readonly Scope[] {
  return isOfOrganisation ? ['DIRECTORY_READ', 'ORGANISATION_READ'] : ['DIRECTORY_READ', 'FEED_PUSH']
}
