import { describe, expect, it } from 'vitest'
import { chosenIds, conditionsOf } from './chosen'

describe('what an address of the directory carries', () => {
  it('names each provider once', () => {
    expect(chosenIds({ compare: 'prv_1,prv_2,prv_1' })).toEqual(['prv_1', 'prv_2'])
    expect(chosenIds({ compare: 'org_1,' })).toEqual([])
    expect(chosenIds({})).toEqual([])
    expect(chosenIds({ compare: Array.from({ length: 60 }, (_, at) => `prv_${at}`).join(',') })).toHaveLength(50)
  })

  it('keeps the conditions as the server takes them', () => {
    expect(conditionsOf({ q: '废油', region: '3205', size: 'small', medium: 'solid_waste' })).toEqual({
      query: '废油',
      filter: { region: '3205', category: null, sizes: ['SMALL'], qualifications: null, media: ['SOLID_WASTE'] },
    })
    expect(conditionsOf({ region: ['31', '32'], q: null }).filter.region).toBe('31')
  })
})
