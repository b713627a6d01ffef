import { describe, expect, it } from 'vitest'
import { bidFormProblems, bidSubmitInput, closedFor, parseDays } from './bidForm'

const NOW = Date.parse('2026-11-21T00:00:00Z')

it('sends a tidy bid with the key of its form', () => {
  const form = { priceYuan: '9.5万', durationDays: '３０ ', plan: ' 上门收运 ' }
  expect(bidSubmitInput(form, 'dem_1', 'key')).toEqual({
    demandId: 'dem_1',
    priceYuan: '95000.00',
    durationDays: 30,
    plan: '上门收运',
    requestKey: 'key',
  })
})

it('names everything that is missing', () => {
  expect(bidFormProblems({ priceYuan: '', durationDays: '半个月', plan: ' ' })).toEqual({
    priceYuan: 'money.missing',
    durationDays: 'days',
    plan: 'required',
  })
  expect(bidFormProblems({ priceYuan: '1', durationDays: '1天', plan: 'x' })).toEqual({})
})

it.each([
  ['30', 30],
  ['30天', 30],
  ['0', null],
  ['1.5', null],
  ['', null],
])('reads %s days as %s', (typed, days) => {
  expect(parseDays(typed)).toBe(days)
})

describe('a need', () => {
  const need = { state: 'PUBLISHED' as const, deadline: '2026-12-01T00:00:00Z', bids: [] }

  it('takes a bid until its deadline', () => {
    expect(closedFor(need, 'prv_1', NOW)).toBeNull()
    expect(closedFor(need, 'prv_1', Date.parse(need.deadline))).toBe('past')
    expect(closedFor({ ...need, state: 'AWARDED' }, 'prv_1', NOW)).toBe('notOpen')
  })

  it('takes one bid of each provider, unless it was withdrawn', () => {
    const bid = (state: string): { state: string; provider: { id: string } } => ({ state, provider: { id: 'prv_1' } })
    expect(closedFor({ ...need, bids: [bid('SUBMITTED')] }, 'prv_1', NOW)).toBe('mine')
    expect(closedFor({ ...need, bids: [bid('WITHDRAWN')] }, 'prv_1', NOW)).toBeNull()
  })
})
