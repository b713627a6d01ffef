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

/** Reasons the server knows for a refusal. */
export const REASON_CODES = ['incomplete', 'unclear', 'unlawful', 'duplicate', 'out_of_scope', 'other'] as const
export const NOTE_LIMIT = 500
