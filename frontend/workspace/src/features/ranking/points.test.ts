import { describe, expect, it } from 'vitest'
import { formatMilli, formatWeight, lostMilli, parseMilli, requestedProvider } from './points'

describe('points', () => {
  it('are shown to the last digit', () => {
    expect([0, 12_500, -8_333, -500, 100_000].map(formatMilli)).toEqual(['0', '12.5', '−8.333', '−0.5', '100'])
  })

  it('are read as people type them', () => {
    expect(['-25', '−8.333', '0.5', '0', ' 100 '].map(parseMilli)).toEqual([-25_000, -8_333, 500, 0, 100_000])
    expect(['', 'x', '1.2345', '1,5'].map(parseMilli)).toEqual([null, null, null, null])
  })

  it('are entered about a provider, by its id or its page', () => {
    const id = 'prv_01ARZ3NDEKTSV4RRFFQ69G5FAV'
    expect([id, `https://example.org/providers/${id}?x=1`, '绿源'].map(requestedProvider)).toEqual([id, id, null])
  })

  it('are lost by weight', () => {
    expect(lostMilli({ weight: 2597, pointsMilli: 75_000 })).toBe(6492)
    expect(lostMilli({ weight: 2597, pointsMilli: 100_000 })).toBe(0)
    expect(formatWeight(2231)).toBe('22.31%')
  })
})
