import { expect, it } from 'vitest'
import { scopesFor, stateOf } from './keys'

it('tells a revoked key from one whose time is over', () => {
  expect(stateOf({ isInForce: true, revokedAt: null })).toBe('inForce')
  expect(stateOf({ isInForce: false, revokedAt: '2026-11-21T00:00:00Z' })).toBe('revoked')
  expect(stateOf({ isInForce: false, revokedAt: null })).toBe('over')
})

it('offers what is the own of an organisation to organisations only', () => {
  expect(scopesFor(true)).toContain('ORGANISATION_READ')
  expect(scopesFor(false)).not.toContain('ORGANISATION_READ')
  expect(scopesFor(true)).not.toContain('FEED_PUSH')
})
