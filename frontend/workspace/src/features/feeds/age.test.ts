import { expect, it } from 'vitest'
import { daysSince, rowsOf } from './age'

it('counts whole days and never less than none', () => {
  const now = Date.parse('2026-11-21T08:00:00Z')
  expect(daysSince('2026-11-21T07:00:00Z', now)).toBe(0)
  expect(daysSince('2026-11-19T07:59:00Z', now)).toBe(2)
  expect(daysSince('2026-11-22T00:00:00Z', now)).toBe(0)
})

it('counts each row that was read once', () => {
  const run = { matchedCount: 6, newCount: 1, changedCount: 1, unchangedCount: 2, conflictCount: 3, goneCount: 9, rejectedCount: 4, passedCount: 5 }
  expect(rowsOf(run)).toBe(16)
})
