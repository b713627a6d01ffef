import type { ChangeRequestFilter, QueueRowFragment } from './moderation.generated'

/** The row the keys stand on, moved by `step`; stays inside a list that may shrink. */
export function movedRow(current: number, step: number, count: number): number {
  if (count === 0) return -1
  return Math.min(Math.max(current + step, 0), count - 1)
}

/** What a key does in the queue; typing in a field does nothing. */
export type QueueAct = 'next' | 'previous' | 'open' | 'close' | null

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

export function actOf(pressed: Pressed, isTyping: boolean): QueueAct {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  if (pressed.key === 'Escape') return 'close'
  if (isTyping) return null
  switch (pressed.key) {
    case 'j':
    case 'J':
      return 'next'
    case 'k':
    case 'K':
      return 'previous'
    case 'Enter':
      return 'open'
    default:
      return null
  }
}

/** The queues, in the order of the work. */
export const VIEWS = ['open', 'mine', 'overdue', 'sampled', 'returned', 'decided'] as const
export type View = (typeof VIEWS)[number]

export function filterOf(view: View, subjectKind: string | null): ChangeRequestFilter {
  const kind = subjectKind === null ? {} : { subjectKind }
  switch (view) {
    case 'open':
      return kind
    case 'mine':
      return { ...kind, mine: true }
    case 'overdue':
      return { ...kind, overdue: true }
    case 'sampled':
      return { ...kind, sampled: true }
    case 'returned':
      return { ...kind, states: ['RETURNED'] }
    case 'decided':
      return { ...kind, states: ['APPROVED', 'REFUSED', 'WITHDRAWN'] }
  }
}

/** Whether there is something to decide: a check, a second look, a look at what was drawn. */
export function waitsForDecision(row: Pick<QueueRowFragment, 'state' | 'look'>): boolean {
  return row.state === 'WAITING' || row.state === 'SECOND_LOOK' || row.look === 'OPEN'
}

/** Agreement of two looks in whole per cent; null when nothing was looked at twice. */
export function agreementPercent(agreed: number, lookedTwice: number): number | null {
  return lookedTwice === 0 ? null : Math.round((agreed / lookedTwice) * 100)
}

export type Verdict = 'approve' | 'return' | 'refuse'
export const WORD_FIELDS = ['reasonCode', 'note', 'inwardNote'] as const
export const NOTE_LIMIT = 500
/** The most checks one act on many may hold. */
export const BATCH_LIMIT = 100
