import type { LocationQuery } from 'vue-router'

export const STATES = ['PROPOSED', 'CONFIRMED', 'REFUSED'] as const
export const LEASTS = [0, 50, 70, 90] as const
export const RIPPLE_STATES = ['OPEN', 'KEPT', 'MENDED', 'MOOT'] as const

export interface Asked {
  state: (typeof STATES)[number]
  least: (typeof LEASTS)[number]
}

function one(query: LocationQuery, name: string): string {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** What the address asks; what makes no sense is the first choice. */
export function askedOf(query: LocationQuery): Asked {
  const state = STATES.find((it) => it === one(query, 'state').toUpperCase()) ?? 'PROPOSED'
  const least = LEASTS.find((it) => String(it) === one(query, 'least')) ?? 0
  return { state, least }
}

/** The address of what is asked: only what differs from the first choice. */
export function queryOf(asked: Asked): Record<string, string> {
  return {
    ...(asked.state === 'PROPOSED' ? {} : { state: asked.state.toLowerCase() }),
    ...(asked.least === 0 ? {} : { least: String(asked.least) }),
  }
}

export function rippleStateOf(query: LocationQuery): (typeof RIPPLE_STATES)[number] {
  return RIPPLE_STATES.find((it) => it === one(query, 'state').toUpperCase()) ?? 'OPEN'
}

/** The most that are decided at once. */
const AT_ONCE = 100

export function toggled(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen)
  if (!next.delete(id) && next.size < AT_ONCE) next.add(id)
  return next
}

export const PART_STATES = ['OPEN', 'ACCEPTED', 'MENDED', 'MOOT'] as const
export const FOLLOW_KINDS = ['LAW', 'DOMAIN', 'ISSUER', 'REGION', 'WORDS'] as const
export const DOMAINS = [
  'GENERAL', 'WATER', 'AIR', 'SOIL', 'NOISE', 'WASTE', 'CHEMICALS', 'RADIATION', 'MARINE', 'CLIMATE', 'ECOLOGY', 'PERMIT', 'ASSESSMENT', 'MONITORING',
  'ENFORCEMENT', 'CLEANER', 'OTHER',
] as const

export function partStateOf(query: LocationQuery): (typeof PART_STATES)[number] {
  return PART_STATES.find((it) => it === one(query, 'state').toUpperCase()) ?? 'OPEN'
}

/** What a public page hands over to be followed. */
export function followOf(query: LocationQuery): { kind: (typeof FOLLOW_KINDS)[number]; value: string } {
  const kind = FOLLOW_KINDS.find((it) => it === one(query, 'kind').toUpperCase()) ?? 'LAW'
  return { kind, value: one(query, 'value').slice(0, 200) }
}
