import { parseYuan, plainYuan, type MoneyProblem } from '@/shared/rules/money'
import { halfWidth } from '@/shared/rules/text'
import type { BidSubmitInput, DemandState } from './bids.generated'

/** What a provider types to bid, kept as typed. */
export interface BidForm {
  priceYuan: string
  durationDays: string
  plan: string
}

export const BID_FIELDS = ['priceYuan', 'durationDays', 'plan'] as const
export type BidField = (typeof BID_FIELDS)[number]
export const PLAN_LIMIT = 5000

export const emptyBidForm = (): BidForm => ({ priceYuan: '', durationDays: '', plan: '' })

/** A name in the messages under `bidForm.problem`. */
export type FormProblem = 'required' | 'days' | `money.${MoneyProblem}`

/** Whole days as typed, null when it is no positive whole number. */
export function parseDays(typed: string): number | null {
  const text = halfWidth(typed).trim().replace(/(天|日)$/, '')
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null
}

/** What would surely be refused; the server has the last word. */
export function bidFormProblems(form: BidForm): Partial<Record<BidField, FormProblem>> {
  const problems: Partial<Record<BidField, FormProblem>> = {}
  const price = parseYuan(form.priceYuan)
  if ('problem' in price) problems.priceYuan = `money.${price.problem}`
  if (parseDays(form.durationDays) === null) problems.durationDays = 'days'
  if (form.plan.trim() === '') problems.plan = 'required'
  return problems
}

export function bidSubmitInput(form: BidForm, demandId: string, requestKey: string): BidSubmitInput {
  const price = parseYuan(form.priceYuan)
  return {
    demandId,
    priceYuan: 'fen' in price ? plainYuan(price.fen) : form.priceYuan.trim(),
    durationDays: parseDays(form.durationDays) ?? 0,
    plan: form.plan.trim(),
    requestKey,
  }
}

/** Why a need takes no bid from this provider now; null when it does. */
export type Closed = 'mine' | 'notOpen' | 'past' | null

interface NeedToBid {
  state: DemandState
  deadline: string
  bids: { state: string; provider: { id: string } | null }[]
}

export function closedFor(need: NeedToBid, providerId: string | null, now: number): Closed {
  if (need.bids.some((it) => it.provider?.id === providerId && it.state !== 'WITHDRAWN')) return 'mine'
  if (need.state !== 'PUBLISHED') return 'notOpen'
  return Date.parse(need.deadline) <= now ? 'past' : null
}
