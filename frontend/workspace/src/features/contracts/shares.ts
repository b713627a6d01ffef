const WHOLE_BP = 10_000

/** `33.33` or `33.33%` as ten-thousandths; null when it is none. */
export function parseShare(typed: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.trim().replace(/[%％]$/, '').trim())
  if (!match) return null
  const share = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return share > 0 && share <= WHOLE_BP ? share : null
}

/** Ten-thousandths as people write them: `33.33`. */
export function shareText(share: number): string {
  return share % 100 === 0 ? String(share / 100) : (share / 100).toFixed(2)
}

/** What is missing to the whole, in ten-thousandths; negative when it is too much. */
export function missingShare(typed: string[]): number {
  return typed.reduce((left, it) => left - (parseShare(it) ?? 0), WHOLE_BP)
}
