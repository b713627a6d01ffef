import type { AppointmentRowFragment } from './appointments.generated'

type State = AppointmentRowFragment['state']

/** The roles that are given by appointment; the last three to three persons. */
export const STAFF_ROLES = [
  'MODERATOR',
  'SYSTEM_ADMINISTRATOR',
  'SECURITY_ADMINISTRATOR',
  'AUDIT_ADMINISTRATOR',
] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** What waits comes first; the address holds the others by name. */
export const VIEWS = { waiting: 'PROPOSED', confirmed: 'CONFIRMED', refused: 'REFUSED', all: null } as const
export type View = keyof typeof VIEWS

export function viewOf(asked: unknown): View {
  return typeof asked === 'string' && Object.hasOwn(VIEWS, asked) ? (asked as View) : 'waiting'
}

export const TONES: Record<State, 'call' | 'done' | 'gone'> = {
  PROPOSED: 'call',
  CONFIRMED: 'done',
  REFUSED: 'gone',
}

/** A moderator decides in a region; nobody else has one. */
export function proposalOf(email: string, role: StaffRole, regionCode: string): {
  email: string
  role: StaffRole
  regionCode: string | null
} {
  return { email: email.trim(), role, regionCode: role === 'MODERATOR' ? regionCode || null : null }
}
