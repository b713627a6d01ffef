import { describe, expect, it } from 'vitest'
import { daysUntil, formatDate, formatDateTime, formatShortDateTime, instantOf, timeLeft, wallClockIn, wallClockOf } from './dates'

const NOW = Date.parse('2026-11-21T16:30:00Z') // 22 November, 00:30 in Shanghai

describe('dates', () => {
  it('shows plain dates as they are and instants in the zone of the provinces', () => {
    expect(formatDate('2026-11-01', 'zh-CN')).toBe('2026年11月1日')
    expect(formatDate('2026-11-21T16:30:00Z', 'zh-CN')).toBe('2026年11月22日')
    expect(formatDateTime('2026-11-21T16:05:00Z', 'zh-CN')).toBe('2026年11月22日 00:05')
    expect(formatShortDateTime('2026-11-21T16:05:00Z', 'zh-CN')).toBe('11月22日 00:05')
    expect(formatDateTime('2026-11-21T02:00:00Z', 'en')).toBe('2026-11-21 10:00')
  })

  it('says what is left in the unit that matters', () => {
    expect(timeLeft('2026-11-25T16:30:00Z', NOW)).toEqual({ unit: 'days', count: 4 })
    expect(timeLeft('2026-11-22T18:30:00Z', NOW)).toEqual({ unit: 'hours', count: 26 })
    expect(timeLeft('2026-11-21T16:30:20Z', NOW)).toEqual({ unit: 'minutes', count: 1 })
    expect(timeLeft('2026-11-21T16:30:00Z', NOW)).toBeNull()
  })

  it('counts days from the day in the provinces', () => {
    expect(daysUntil('2026-11-22', NOW)).toBe(0)
    expect(daysUntil('2026-11-24', NOW)).toBe(2)
    expect(daysUntil('2026-11-20', NOW)).toBe(-2)
  })

  it('turns wall clocks into instants', () => {
    expect(instantOf('2026-12-01T18:00:00')).toBe('2026-12-01T10:00:00.000Z')
    expect(wallClockIn(10, 18, NOW)).toBe('2026-12-02T18:00:00')
  })
})

it('hands an instant back as the wall clock it was typed from', () => {
  expect(wallClockOf('2026-12-01T10:00:00Z')).toBe('2026-12-01T18:00:00')
  expect(instantOf(wallClockOf('2026-12-31T17:30:00.000Z'))).toBe('2026-12-31T17:30:00.000Z')
})
