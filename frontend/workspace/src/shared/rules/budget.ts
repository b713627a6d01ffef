import { formatFen } from './money'

interface Budget {
  budgetMin: { fen: number } | null
  budgetMax: { fen: number } | null
}

/** `8 万元 至 12 万元`, `不超过 12 万元`; null when none was given. */
export function budgetText({ budgetMin, budgetMax }: Budget, locale: string): string | null {
  const isChinese = locale.startsWith('zh')
  const low = budgetMin && formatFen(budgetMin.fen, locale)
  const high = budgetMax && formatFen(budgetMax.fen, locale)
  if (low && high) return low === high ? low : `${low} ${isChinese ? '至' : 'to'} ${high}`
  if (high) return isChinese ? `不超过 ${high}` : `up to ${high}`
  if (low) return isChinese ? `${low} 起` : `from ${low}`
  return null
}
