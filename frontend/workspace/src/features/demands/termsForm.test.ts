import { expect, it } from 'vitest'
import { emptyTerms, scopeInput, sumOf, termsInput, usualAuction, usualCriteria } from './termsForm'

it('asks nothing of a simple need', () => {
  expect(termsInput(emptyTerms())).toBe(null)
})

it('sends what the procedure asks for and nothing else', () => {
  const criteria = usualCriteria((key) => key)
  const scored = { ...emptyTerms(), procedure: 'COMPETITIVE' as const, custody: 'THREE_KEYS' as const, criteria, invited: ['prv_1'] }
  expect(sumOf(scored)).toBe(100)
  expect(termsInput(scored)).toEqual({
    procedure: 'COMPETITIVE',
    auction: null,
    custody: 'THREE_KEYS',
    criteria: [
      { title: 'termsForm.usual.plan', weight: 40, kind: 'TECHNICAL' },
      { title: 'termsForm.usual.people', weight: 20, kind: 'TECHNICAL' },
      { title: 'termsForm.usual.price', weight: 40, kind: 'PRICE' },
    ],
    invited: [],
    partners: [],
  })
  const callOff = { ...scored, procedure: 'CALL_OFF' as const, custody: 'CLOCK' as const, invited: ['https://x/providers/prv_1', 'prv_2'] }
  expect(termsInput(callOff)).toEqual({ procedure: 'CALL_OFF', auction: null, custody: 'CLOCK', criteria: [], invited: ['prv_1', 'prv_2'], partners: [] })
  const group = { ...scored, procedure: 'GROUP' as const, partners: ['91310118ma1abcdef0 12.5', '91310118MA1ABCDEF1'] }
  expect(termsInput(group)?.partners).toEqual([
    { creditCode: '91310118MA1ABCDEF0', quantity: 12.5 },
    { creditCode: '91310118MA1ABCDEF1', quantity: null },
  ])
})

it('sends an auction only where one is agreed on, the step in basis points', () => {
  const terms = { ...emptyTerms(), procedure: 'COMPETITIVE' as const, auction: usualAuction() }
  expect(termsInput(terms)?.auction).toBe(null)
  const held = { ...terms, auction: { isHeld: true, rounds: '２', minutes: '5', stepPercent: '0.5', floorYuan: ' 5万 ' } }
  expect(termsInput(held)?.auction).toEqual({ rounds: 2, minutes: 5, stepBp: 50, floorYuan: '5万' })
})

it('scores practice as a competition', () => {
  const criteria = usualCriteria((key) => key)
  expect(termsInput({ ...emptyTerms(), procedure: 'PRACTICE', custody: 'CLOCK', criteria })?.criteria).toHaveLength(3)
})

it('reads points as people type them', () => {
  const terms = emptyTerms()
  terms.criteria = [{ title: 'a', weight: '６０', kind: 'TECHNICAL' }, { title: 'b', weight: 'x', kind: 'PRICE' }]
  expect(sumOf(terms)).toBe(60)
})

it('sends the answers that were given', () => {
  expect(scopeInput({ packaging: '桶装 ', storage: ' ' })).toEqual([{ key: 'packaging', value: '桶装' }])
  expect(scopeInput({})).toBe(null)
})
