import { expect, it } from 'vitest'
import { filterOf, queryOf, readAsked } from './finding'

it('reads what is asked from the address and writes it back', () => {
  const asked = readAsked({ q: ' 印染 ', view: 'suspended' })
  expect(asked).toEqual({ text: '印染', view: 'suspended' })
  expect(queryOf(asked)).toEqual({ q: '印染', view: 'suspended' })
  expect(filterOf(asked)).toEqual({ text: '印染', standing: 'SUSPENDED' })
})

it('asks for all where the address says nothing it knows', () => {
  const asked = readAsked({ view: 'toString', q: ['a'] })
  expect(asked).toEqual({ text: '', view: 'all' })
  expect(queryOf(asked)).toEqual({})
  expect(filterOf(asked)).toEqual({ text: null, standing: null })
})
