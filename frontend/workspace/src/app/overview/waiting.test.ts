import { expect, it } from 'vitest'
import { waitingBids, waitingDemands } from './waiting'

type Demand = Parameters<typeof waitingDemands>[0][number]
type Bid = Parameters<typeof waitingBids>[0][number]

const demand = (id: string, state: Demand['state'], deadline: string): Demand => ({
  id,
  title: id,
  state,
  deadline,
  bidCount: 0,
  changeRequest: null,
})

it('puts what calls for the person first, then what is due first', () => {
  const waits = waitingDemands([
    demand('a', 'SUBMITTED', '2026-12-01T00:00:00Z'),
    demand('b', 'PUBLISHED', '2026-12-09T00:00:00Z'),
    demand('c', 'PUBLISHED', '2026-12-02T00:00:00Z'),
    demand('d', 'AWARDED', '2026-11-01T00:00:00Z'),
    demand('e', 'OPENED', '2026-11-20T00:00:00Z'),
    demand('f', 'REFUSED', '2026-11-20T00:00:00Z'),
  ])
  expect(waits.map((it) => it.demand.id)).toEqual(['e', 'f', 'c', 'b', 'a'])
})

it('keeps bids that won or still stand', () => {
  const bid = (id: string, state: Bid['state']): Bid => ({ id, state }) as Bid
  const waits = waitingBids([bid('a', 'LOST'), bid('b', 'SUBMITTED'), bid('c', 'AWARDED'), bid('d', 'WITHDRAWN')])
  expect(waits.map((it) => it.bid.id)).toEqual(['c', 'b'])
})
