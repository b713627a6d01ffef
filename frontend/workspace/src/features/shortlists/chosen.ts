import type { LocationQuery } from 'vue-router'
import type { ShortlistSaveInput } from './shortlists.generated'

type Filter = NonNullable<ShortlistSaveInput['filter']>

function one(query: LocationQuery, name: string): string | null {
  const value = query[name]
  const first = Array.isArray(value) ? value[0] : value
  return first ? first : null
}

/** The providers an address of the directory has in its comparison, each once, in their order. */
export function chosenIds(query: LocationQuery): string[] {
  const ids = one(query, 'compare')?.split(',') ?? []
  return [...new Set(ids.filter((it) => it.startsWith('prv_')))].slice(0, 50)
}

/** The conditions an address of the directory carries, as the server takes them. */
export function conditionsOf(query: LocationQuery): { query: string; filter: Filter } {
  const list = (name: string) => {
    const value = one(query, name)
    return value ? [value.toUpperCase()] : null
  }
  return {
    query: one(query, 'q') ?? '',
    filter: {
      region: one(query, 'region'),
      category: one(query, 'category'),
      sizes: list('size') as Filter['sizes'],
      qualifications: list('qualification') as Filter['qualifications'],
      media: list('medium') as Filter['media'],
    },
  }
}
