import { expect, it } from 'vitest'
import { againstBudget, priceFigures } from './prices'

it('gives lowest, middle and highest', () => {
  expect(priceFigures([])).toBeNull()
  expect(priceFigures([5])).toEqual({ count: 1, lowest: 5, median: 5, highest: 5 })
  expect(priceFigures([9, 1, 5])).toEqual({ count: 3, lowest: 1, median: 5, highest: 9 })
  expect(priceFigures([10, 1, 4, 8])).toEqual({ count: 4, lowest: 1, median: 6, highest: 10 })
})

it('stands a price against the budget', () => {
  expect(againstBudget(5, 1, 10)).toBe('within')
  expect(againstBudget(11, 1, 10)).toBe('above')
  expect(againstBudget(0, 1, 10)).toBe('below')
  expect(againstBudget(5, null, null)).toBeNull()
})
