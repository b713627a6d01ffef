import { parseYuan, plainYuan, type MoneyProblem } from '@/shared/rules/money'
import { instantOf } from '@/shared/rules/dates'
import { characterCount, halfWidth } from '@/shared/rules/text'
import type { DemandOwnCheckInput, DemandPostInput, ProcedureKind } from './demands.generated'

/** What a person types to post a need, kept as typed. */
export interface DemandForm {
  title: string
  description: string
  categoryCode: string
  categoryName: string
  regionCode: string
  regionName: string
  address: string
  budgetMinYuan: string
  budgetMaxYuan: string
  wasteCode: string
  quantity: string
  /** Wall clock in the three provinces, `2026-12-01T18:00:00`. */
  deadline: string
}

export const DEMAND_FIELDS = [
  'title',
  'categoryCode',
  'regionCode',
  'address',
  'wasteCode',
  'quantity',
  'budgetMinYuan',
  'budgetMaxYuan',
  'deadline',
  'description',
] as const

export type DemandField = (typeof DEMAND_FIELDS)[number]

export const TITLE_LIMIT = 60
export const DESCRIPTION_LIMIT = 5000

export const emptyDemandForm = (): DemandForm => ({
  title: '',
  description: '',
  categoryCode: '',
  categoryName: '',
  regionCode: '',
  regionName: '',
  address: '',
  budgetMinYuan: '',
  budgetMaxYuan: '',
  wasteCode: '',
  quantity: '',
  deadline: '',
})

/** Categories of waste ask for a code and an amount. */
export function isWaste(categoryCode: string): boolean {
  return categoryCode === 'waste' || categoryCode.startsWith('waste/')
}

/** A name in the messages under `demandForm.problem`. */
export type FormProblem = 'required' | 'number' | 'budgetOrder' | `money.${MoneyProblem}`

function moneyProblem(typed: string): FormProblem | undefined {
  if (typed.trim() === '') return undefined
  const parsed = parseYuan(typed)
  return 'problem' in parsed ? `money.${parsed.problem}` : undefined
}

/** Tonnes as typed, half-width; null when it is no positive number. */
export function parseTonnes(typed: string): number | null {
  const text = halfWidth(typed).replace(/[\s,]/g, '').replace(/(吨|t)$/i, '')
  const tonnes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return tonnes > 0 ? tonnes : null
}

/** What would surely be refused; the server has the last word on everything else. */
export function demandFormProblems(form: DemandForm): Partial<Record<DemandField, FormProblem>> {
  const problems: Partial<Record<DemandField, FormProblem>> = {}
  for (const field of ['title', 'categoryCode', 'regionCode', 'deadline', 'description'] as const) {
    if (form[field].trim() === '') problems[field] = 'required'
  }
  for (const field of ['budgetMinYuan', 'budgetMaxYuan'] as const) {
    const problem = moneyProblem(form[field])
    if (problem) problems[field] = problem
  }
  const low = parseYuan(form.budgetMinYuan)
  const high = parseYuan(form.budgetMaxYuan)
  if ('fen' in low && 'fen' in high && low.fen > high.fen) problems.budgetMaxYuan = 'budgetOrder'
  if (isWaste(form.categoryCode) && form.quantity.trim() !== '' && parseTonnes(form.quantity) === null) {
    problems.quantity = 'number'
  }
  return problems
}

const orNull = (text: string): string | null => text.trim() || null

function yuanOrNull(typed: string): string | null {
  const parsed = parseYuan(typed)
  return 'fen' in parsed ? plainYuan(parsed.fen) : orNull(typed)
}

/** What is sent to post a need; the key makes two sendings one. */
export function demandPostInput(form: DemandForm, requestKey: string): DemandPostInput {
  return { ...demandInput(form), requestKey }
}

/** The fields of a need as they are sent; what belongs to waste goes only with waste. */
export function demandInput(form: DemandForm): Omit<DemandPostInput, 'requestKey'> {
  const tonnes = isWaste(form.categoryCode) ? parseTonnes(form.quantity) : null
  return {
    title: form.title.trim(),
    description: form.description.trim(),
    categoryCode: form.categoryCode,
    regionCode: form.regionCode,
    address: orNull(form.address),
    budgetMinYuan: yuanOrNull(form.budgetMinYuan),
    budgetMaxYuan: yuanOrNull(form.budgetMaxYuan),
    wasteCode: isWaste(form.categoryCode) ? orNull(halfWidth(form.wasteCode).toUpperCase()) : null,
    quantity: tonnes,
    unit: tonnes === null ? null : '吨',
    deadline: instantOf(form.deadline),
  }
}

/** What the server looks at while a need is typed; what cannot be read yet is left out. */
export function ownCheckInput(form: DemandForm, procedure: ProcedureKind): DemandOwnCheckInput {
  return {
    title: form.title.trim(),
    description: form.description.trim(),
    categoryCode: orNull(form.categoryCode),
    regionCode: orNull(form.regionCode),
    wasteCode: isWaste(form.categoryCode) ? orNull(halfWidth(form.wasteCode).toUpperCase()) : null,
    budgetMaxYuan: yuanOrNull(form.budgetMaxYuan),
    deadline: form.deadline === '' ? null : instantOf(form.deadline),
    procedure,
  }
}

export const CHECKS = [
  'titleSaysWhat',
  'isDetailed',
  'hasBudget',
  'isToTheTown',
  'wasteIsWhole',
  'deadlineIsFair',
  'hidesContacts',
] as const
export type Check = (typeof CHECKS)[number]

const TITLE_SAYS_WHAT = 8
const DETAILED = 60
const FAIR_DAYS = 5
const TOWN_DIGITS = 9
const CONTACT = /1[3-9]\d{9}|\d{3,4}-\d{7,8}|[\w.+-]+@[\w-]+\.\w+|微信|QQ/i

/**
 * Hints for a need that draws good bids; none of them forbids anything. Only those that concern
 * this need are given.
 */
export function ownChecks(form: DemandForm, now: number): { check: Check; isMet: boolean }[] {
  const words = `${form.title}\n${form.description}\n${form.address}`
  const isFair =
    form.deadline !== '' && Date.parse(instantOf(form.deadline)) - now >= FAIR_DAYS * 86_400_000
  const checks: { check: Check; isMet: boolean }[] = [
    { check: 'titleSaysWhat', isMet: characterCount(form.title.trim()) >= TITLE_SAYS_WHAT },
    { check: 'isDetailed', isMet: characterCount(form.description.trim()) >= DETAILED },
    { check: 'hasBudget', isMet: 'fen' in parseYuan(form.budgetMaxYuan) },
    { check: 'isToTheTown', isMet: form.regionCode.length === TOWN_DIGITS },
    { check: 'deadlineIsFair', isMet: isFair },
    { check: 'hidesContacts', isMet: !CONTACT.test(words) },
  ]
  if (isWaste(form.categoryCode)) {
    const isWhole = form.wasteCode.trim() !== '' && parseTonnes(form.quantity) !== null
    checks.splice(4, 0, { check: 'wasteIsWhole', isMet: isWhole })
  }
  return checks
}
