import { expect, it } from 'vitest'
import { actOf, movedRow } from './queue'

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
