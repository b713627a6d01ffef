import type { DemandBidRowFragment } from './demands.generated'

/** A bid that is open in whole: whose, for how much, in how long. */
export type WholeBid = DemandBidRowFragment & {
  price: NonNullable<DemandBidRowFragment['price']>
  provider: NonNullable<DemandBidRowFragment['provider']>
  durationDays: number
  submittedAt: string
}

export function isWhole(bid: DemandBidRowFragment): bid is WholeBid {
  return bid.price !== null && bid.provider !== null && bid.durationDays !== null && bid.submittedAt !== null
}

/** What the prices of opened bids say at a glance; in fen. */
export interface PriceFigures {
  count: number
  lowest: number
  median: number
  highest: number
}

/** Null when no bid is there. The median of an even count is the middle of the two, whole fen. */
export function priceFigures(prices: readonly number[]): PriceFigures | null {
  const sorted = [...prices].sort((a, b) => a - b)
  const lowest = sorted[0]
  const highest = sorted[sorted.length - 1]
  if (lowest === undefined || highest === undefined) return null
  const upper = sorted[Math.floor(sorted.length / 2)] ?? highest
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? lowest
  return { count: sorted.length, lowest, median: Math.round((lower + upper) / 2), highest }
}

/** Where a price stands against the budget. */
export function againstBudget(
  fen: number,
  low: number | null,
  high: number | null,
): 'within' | 'above' | 'below' | null {
  if (high !== null && fen > high) return 'above'
  if (low !== null && fen < low) return 'below'
  return low === null && high === null ? null : 'within'
}
