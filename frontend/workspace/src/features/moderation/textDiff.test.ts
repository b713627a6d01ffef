import { expect, it } from 'vitest'
import { textDiff } from './textDiff'

const told = (before: string, after: string): string =>
  textDiff(before, after)
    .map(({ kind, text }) => ({ same: text, gone: `[-${text}-]`, new: `[+${text}+]` })[kind])
    .join('')

it('marks what went and what came', () => {
  expect(told('废乳化液，桶装，每月一次', '废乳化液，吨桶密封，每月一次')).toBe('废乳化液，[+吨+]桶[-装-][+密封+]，每月一次')
  expect(told('一样', '一样')).toBe('一样')
  expect(told('', '新写的')).toBe('[+新写的+]')
  expect(told('删去的', '')).toBe('[-删去的-]')
  expect(told('', '')).toBe('')
})

it('keeps signs outside the basic plane whole', () => {
  expect(told('𠮷', '𡨸')).toBe('[-𠮷-][+𡨸+]')
})

it('does not make the page wait for very long texts', () => {
  const before = '甲'.repeat(5_000)
  const after = '乙'.repeat(5_000)

  expect(textDiff(before, after).map((it) => it.kind)).toEqual(['gone', 'new'])
})
