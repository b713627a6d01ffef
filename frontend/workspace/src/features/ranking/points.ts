/** Thousandths of a point as people read them, to the last digit: 12.5, −8.333. */
export function formatMilli(milli: number): string {
  const sign = milli < 0 ? '−' : ''
  const whole = Math.abs(milli)
  const rest = String(whole % 1000).padStart(3, '0').replace(/0+$/, '')
  return `${sign}${Math.floor(whole / 1000)}${rest && `.${rest}`}`
}

/** What was typed as points, in thousandths; null when it is no number of at most three decimals. */
export function parseMilli(text: string): number | null {
  const found = /^([-−]?)(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text.trim())
  if (!found) return null
  const milli = Number(found[2]) * 1000 + Number((found[3] ?? '').padEnd(3, '0'))
  return found[1] ? -milli || 0 : milli
}

/** Ten-thousandths as a share: 22.31%. */
export function formatWeight(weight: number): string {
  return `${formatMilli(weight * 10)}%`
}

/** What a component could still add to the score, in thousandths of a point. */
export function lostMilli(component: { weight: number; pointsMilli: number }): number {
  return Math.floor((component.weight * (100_000 - component.pointsMilli)) / 10_000)
}

/** The id of a provider in what was typed: the id itself, or the address of its public page. */
export function requestedProvider(text: string): string | null {
  return /prv_[0-9A-Z]{26}/.exec(text)?.[0] ?? null
}
