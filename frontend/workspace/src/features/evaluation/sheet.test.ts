import { describe, expect, it } from 'vitest'
import { cellOf, missingIn, pointsProblem, sumOf, technicalOf } from './sheet'

const criteria = technicalOf([
  { title: '处置方案', weight: 40, kind: 'TECHNICAL', guide: null },
  { title: '人员设备', weight: 20, kind: 'TECHNICAL', guide: '按人数' },
  { title: '价格', weight: 40, kind: 'PRICE', guide: null },
])

describe('a sheet', () => {
  it('numbers criteria as the terms do and leaves the price out', () => {
    expect(criteria.map((it) => it.number)).toEqual([1, 2])
  })

  it('takes points with two decimals up to the weight', () => {
    expect(pointsProblem('', 40)).toBeNull()
    expect(pointsProblem(' 39.75 ', 40)).toBeNull()
    expect(pointsProblem('40.01', 40)).toBe('range')
    expect(pointsProblem('1.005', 40)).toBe('form')
    expect(pointsProblem('-1', 40)).toBe('form')
    expect(pointsProblem('１０', 40)).toBe('form')
  })

  it('says what is missing and adds up what is whole', () => {
    const points = { [cellOf('a', 1)]: '30.1', [cellOf('a', 2)]: '15.2', [cellOf('b', 1)]: '20' }
    expect(missingIn(points, ['a', 'b'], criteria)).toBe(1)
    expect(sumOf(points, 'a', criteria)).toBe('45.30')
    expect(sumOf(points, 'b', criteria)).toBeNull()
    expect(sumOf({ [cellOf('a', 1)]: '41', [cellOf('a', 2)]: '1' }, 'a', criteria)).toBeNull()
  })
})
