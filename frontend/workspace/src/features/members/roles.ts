/** What a person may be inside an organisation, from most to least. */
export const MEMBER_ROLES = ['OWNER', 'EDITOR', 'VIEWER'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]
