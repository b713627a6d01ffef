import { describe, expect, it } from 'vitest'
import { askedOf, queryOf, rippleStateOf, toggled } from './asking'

describe('asking', () => {
  it('reads back what it writes', () => {
    const asked = { state: 'CONFIRMED', least: 70 } as const
    expect(askedOf(queryOf(asked))).toEqual(asked)
    expect(queryOf(askedOf({}))).toEqual({})
  })

  it('takes what makes no sense as the first choice', () => {
    expect(askedOf({ state: 'x', least: '7' })).toEqual({ state: 'PROPOSED', least: 0 })
    expect(rippleStateOf({ state: 'kept' })).toBe('KEPT')
    expect(rippleStateOf({})).toBe('OPEN')
  })

  it('chooses and lets go', () => {
    const one = toggled(new Set(), 'a')
    expect([...one]).toEqual(['a'])
    expect(toggled(one, 'a').size).toBe(0)
  })
})
