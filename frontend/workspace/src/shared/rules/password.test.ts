import { expect, it } from 'vitest'
import { passwordRules } from './password'

it('asks for eight characters of three classes', () => {
  expect(passwordRules('Abc123')).toEqual({ longEnough: false, mixedEnough: true })
  expect(passwordRules('abcdefgh')).toEqual({ longEnough: true, mixedEnough: false })
  expect(passwordRules('abcdefg1')).toEqual({ longEnough: true, mixedEnough: false })
  expect(passwordRules('Abcdefg1')).toEqual({ longEnough: true, mixedEnough: true })
  expect(passwordRules('绿桥abc-12')).toEqual({ longEnough: true, mixedEnough: true })
})
