import type { AppRowFragment, AppWords } from './apps.generated'

/** The fields of an entry, in the order of the form. */
export const FIELDS = ['name', 'keeper', 'purpose', 'audience', 'loginHint', 'guide', 'url', 'position'] as const
export type Field = (typeof FIELDS)[number]
export type AppForm = Record<Field, string>

/** What the form starts with: the entry as it is, or the place after the last one. */
export function formOf(app: AppRowFragment | null, others: readonly AppRowFragment[]): AppForm {
  const last = Math.max(0, ...others.map((it) => it.position))
  return {
    name: app?.name ?? '',
    keeper: app?.keeper ?? '',
    purpose: app?.purpose ?? '',
    audience: app?.audience ?? '',
    loginHint: app?.loginHint ?? '',
    guide: app?.guide ?? '',
    url: app?.url ?? '',
    position: String(app?.position ?? Math.min(999, last + 10)),
  }
}

/** What is sent. A place that is no number is refused by the server, beside its field. */
export function wordsOf(form: AppForm): AppWords {
  const position = /^\d{1,4}$/.test(form.position.trim()) ? Number(form.position) : -1
  return { ...form, guide: form.guide.trim() || null, url: form.url.trim() || null, position }
}
