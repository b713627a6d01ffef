import { expect, test } from 'vitest'
import { missingShare, parseShare, shareText } from './shares'

test('shares are read to the hundredth of a per cent', () => {
  expect(['30', '33.33', '33.3%', ' 100 ％'].map(parseShare)).toEqual([3000, 3333, 3330, 10_000])
  expect(['', '0', '100.01', '33.333', '-1', '一半'].map(parseShare)).toEqual([null, null, null, null, null, null])
})

test('a share is written as it is read', () => {
  for (const share of [1, 3333, 3330, 5000, 10_000]) expect(parseShare(shareText(share))).toBe(share)
})

test('what is missing to the whole is told exactly', () => {
  expect(missingShare(['33.33', '33.33', '33.34'])).toBe(0)
  expect(missingShare(['50', '60'])).toBe(-1000)
  expect(missingShare(['50', '?'])).toBe(5000)
})
