import { halfWidth } from '@/shared/rules/text'
import type { CriterionKind, Custody, DemandTermsInput, ProcedureKind } from './demands.generated'

/** How a need is tendered, as typed. */
export interface TermsForm {
  procedure: ProcedureKind
  custody: Custody
  criteria: { title: string; weight: string; kind: CriterionKind }[]
  /** Ids of the providers that may bid, or addresses of their pages. */
  invited: string[]
  /** `91… 12.5`: credit code and own part, one a line. */
  partners: string[]
  /** Whether bidders may lower their prices once they are open, and how; drafts of before there was one lack it. */
  auction?: { isHeld: boolean; rounds: string; minutes: string; stepPercent: string; floorYuan: string }
}

export const TERMS_FIELDS = ['custody', 'criteria', 'invited', 'partners', 'auction'] as const

export const usualAuction = (): NonNullable<TermsForm['auction']> => ({
  isHeld: false,
  rounds: '3',
  minutes: '5',
  stepPercent: '1',
  floorYuan: '',
})

export const emptyTerms = (): TermsForm => ({ procedure: 'SIMPLE', custody: 'NONE', criteria: [], invited: [], partners: [] })

/** What is offered first where bids are scored; everything can be changed. */
export function usualCriteria(t: (key: string) => string): TermsForm['criteria'] {
  return [
    { title: t('termsForm.usual.plan'), weight: '40', kind: 'TECHNICAL' },
    { title: t('termsForm.usual.people'), weight: '20', kind: 'TECHNICAL' },
    { title: t('termsForm.usual.price'), weight: '40', kind: 'PRICE' },
  ]
}

const points = (typed: string): number => Number(halfWidth(typed).trim()) || 0

export const sumOf = (terms: TermsForm): number => terms.criteria.reduce((sum, it) => sum + points(it.weight), 0)

/** An enterprise with its own part, as one line says it. */
function partnerOf(line: string): { creditCode: string; quantity: number | null } {
  const [creditCode = '', part] = halfWidth(line).trim().split(/[\s,，]+/)
  const quantity = Number(part)
  return { creditCode: creditCode.toUpperCase(), quantity: part && Number.isFinite(quantity) ? quantity : null }
}

/** What is sent; null for a simple need. The server has the last word. */
export function termsInput(terms: TermsForm): DemandTermsInput | null {
  if (terms.procedure === 'SIMPLE') return null
  const isScored = ['COMPETITIVE', 'GROUP', 'PRACTICE'].includes(terms.procedure)
  const held = terms.auction?.isHeld ? terms.auction : null
  const whole = (typed: string): number => Math.trunc(points(typed))
  return {
    procedure: terms.procedure,
    auction: held && {
      rounds: whole(held.rounds),
      minutes: whole(held.minutes),
      stepBp: Math.round(points(held.stepPercent) * 100),
      floorYuan: held.floorYuan.trim() || null,
    },
    custody: terms.custody,
    criteria: isScored
      ? terms.criteria.map((it) => ({ title: it.title.trim(), weight: Math.trunc(points(it.weight)), kind: it.kind }))
      : [],
    partners: terms.procedure === 'GROUP' ? terms.partners.map(partnerOf) : [],
    invited: terms.procedure === 'CALL_OFF' ? terms.invited.map((it) => it.replace(/^.*\/providers\//, '')) : [],
  }
}

/** The answers that were given; null when there are none. */
export function scopeInput(answers: Record<string, string>): { key: string; value: string }[] | null {
  const given = Object.entries(answers).filter(([, value]) => value.trim() !== '')
  return given.length ? given.map(([key, value]) => ({ key, value: value.trim() })) : null
}
