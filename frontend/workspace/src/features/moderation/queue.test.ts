import { expect, it } from 'vitest'
import { actOf, agreementPercent, filterOf, movedRow, waitsForDecision } from './queue'

const press = (key: string, changes = {}): Parameters<typeof actOf>[0] => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...changes,
})

it('moves inside the list', () => {
  expect(movedRow(-1, 1, 3)).toBe(0)
  expect(movedRow(2, 1, 3)).toBe(2)
  expect(movedRow(0, -1, 3)).toBe(0)
  expect(movedRow(5, 0, 3)).toBe(2)
  expect(movedRow(0, 1, 0)).toBe(-1)
})

it('knows its keys, and leaves typing and shortcuts alone', () => {
  expect(actOf(press('j'), false)).toBe('next')
  expect(actOf(press('k'), false)).toBe('previous')
  expect(actOf(press('Enter'), false)).toBe('open')
  expect(actOf(press('j'), true)).toBeNull()
  expect(actOf(press('j', { ctrlKey: true }), false)).toBeNull()
  expect(actOf(press('Escape'), true)).toBe('close')
})

it('asks for one queue at a time, of one kind or of all', () => {
  expect(filterOf('open', null)).toEqual({})
  expect(filterOf('mine', 'demand')).toEqual({ mine: true, subjectKind: 'demand' })
  expect(filterOf('decided', null)).toEqual({ states: ['APPROVED', 'REFUSED', 'WITHDRAWN'] })
})

it('knows what is still to be decided', () => {
  expect(waitsForDecision({ state: 'SECOND_LOOK', look: null })).toBe(true)
  expect(waitsForDecision({ state: 'APPROVED', look: 'OPEN' })).toBe(true)
  expect(waitsForDecision({ state: 'APPROVED', look: 'UPHELD' })).toBe(false)
  expect(waitsForDecision({ state: 'RETURNED', look: null })).toBe(false)
})

it('speaks of agreement only where two have looked', () => {
  expect(agreementPercent(0, 0)).toBeNull()
  expect(agreementPercent(2, 3)).toBe(67)
})
