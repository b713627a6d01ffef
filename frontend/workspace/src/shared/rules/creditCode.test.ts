import { describe, expect, it } from 'vitest'
import { creditCodeCheckDigit, creditCodeProblem, normaliseCreditCode } from './creditCode'

describe('credit code', () => {
  it('accepts codes whose check digit holds', () => {
    for (const code of ['91350100M000100Y43', '911100001000013428', '12100000400014348F']) {
      const whole = code.slice(0, 17) + creditCodeCheckDigit(code)
      expect(creditCodeProblem(whole)).toBeNull()
    }
  })

  it('computes the example of GB 32100-2015 annex', () => {
    expect(creditCodeCheckDigit('91350100M000100Y4')).toBe('3')
  })

  it('forgives lower case, full width, spaces and dashes', () => {
    expect(normaliseCreditCode(' ９１350100-m000100y43 ')).toBe('91350100M000100Y43')
    expect(creditCodeProblem('91350100 m000100y43')).toBeNull()
  })

  it('names what is wrong', () => {
    expect(creditCodeProblem('  ')).toEqual({ kind: 'missing' })
    expect(creditCodeProblem('91350100M000100Y4')).toEqual({ kind: 'length', found: 17 })
    expect(creditCodeProblem('91350100M0001O0Y43')).toEqual({
      kind: 'character',
      position: 14,
      character: 'O',
    })
    expect(creditCodeProblem('91350100M000100Y44')).toEqual({ kind: 'checkDigit' })
  })

  it('finds every single changed character', () => {
    const code = '91350100M000100Y43'
    for (let index = 0; index < 17; index += 1) {
      const other = code.charAt(index) === '7' ? '8' : '7'
      const changed = code.slice(0, index) + other + code.slice(index + 1)
      expect(creditCodeProblem(changed), changed).toEqual({ kind: 'checkDigit' })
    }
  })
})
