/** One value that an act changed; null where it was absent. */
export interface AuditedChange {
  field: string
  before: string | null
  after: string | null
}

type Snapshot = Record<string, unknown>

function read(text: string | null): Snapshot {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Snapshot)
      : { '': value }
  } catch {
    return { '': text }
  }
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What differs between the two snapshots of an audit entry, field by field. */
export function changesOf(before: string | null, after: string | null): AuditedChange[] {
  const was = read(before)
  const is = read(after)
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return fields
    .map((field) => ({ field, before: shown(was[field]), after: shown(is[field]) }))
    .filter((it) => it.before !== it.after)
}
