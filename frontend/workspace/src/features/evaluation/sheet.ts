/** A technical criterion with its number in the terms, from 1. */
export interface SheetCriterion {
  number: number
  title: string
  weight: number
  guide: string | null
}

interface Criterion {
  title: string
  weight: number
  kind: 'TECHNICAL' | 'PRICE'
  guide: string | null
}

/** The criteria that people score. */
export function technicalOf(criteria: readonly Criterion[]): SheetCriterion[] {
  return criteria
    .map(({ title, weight, kind, guide }, index) => ({ number: index + 1, title, weight, kind, guide }))
    .filter((it) => it.kind === 'TECHNICAL')
    .map(({ number, title, weight, guide }) => ({ number, title, weight, guide }))
}

/** Where a score stands in the sheet. */
export function cellOf(bidId: string, criterion: number): string {
  return `${bidId}.${criterion}`
}

/** What is wrong with typed points; null when nothing is, or nothing was typed. */
export function pointsProblem(typed: string, weight: number): 'form' | 'range' | null {
  const text = typed.trim()
  if (text === '') return null
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) return 'form'
  return Number(text) > weight ? 'range' : null
}

/** How many scores of a sheet are not there yet. */
export function missingIn(
  points: Readonly<Record<string, string>>,
  bidIds: readonly string[],
  criteria: readonly SheetCriterion[],
): number {
  const cells = bidIds.flatMap((bid) => criteria.map((it) => points[cellOf(bid, it.number)] ?? ''))
  return cells.filter((it) => it.trim() === '').length
}

/** The sum of what a bid was given, with two decimals; null while something is missing or wrong. */
export function sumOf(
  points: Readonly<Record<string, string>>,
  bidId: string,
  criteria: readonly SheetCriterion[],
): string | null {
  let centi = 0
  for (const it of criteria) {
    const typed = (points[cellOf(bidId, it.number)] ?? '').trim()
    if (typed === '' || pointsProblem(typed, it.weight)) return null
    centi += Math.round(Number(typed) * 100)
  }
  return (centi / 100).toFixed(2)
}
