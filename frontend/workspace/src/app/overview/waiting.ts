import type { OverviewQuery } from './overview.generated'

type Demand = NonNullable<OverviewQuery['demands']>['nodes'][number]
type Bid = NonNullable<OverviewQuery['myBids']>['nodes'][number]

/** Why a need is on the overview; the first two call for the person. */
export type DemandWait = 'choose' | 'mend' | 'collecting' | 'checking'
/** Why a bid is on the overview. */
export type BidWait = 'won' | 'standing'

const DEMAND_WAITS: Partial<Record<Demand['state'], DemandWait>> = {
  OPENED: 'choose',
  REFUSED: 'mend',
  PUBLISHED: 'collecting',
  SUBMITTED: 'checking',
}
const ORDER: DemandWait[] = ['choose', 'mend', 'collecting', 'checking']

/** The needs that are not over: those that call first, then by their deadline. */
export function waitingDemands(demands: readonly Demand[]): { demand: Demand; wait: DemandWait }[] {
  return demands
    .flatMap((demand) => {
      const wait = demand.changeRequest?.state === 'RETURNED' ? 'mend' : DEMAND_WAITS[demand.state]
      return wait ? [{ demand, wait }] : []
    })
    .sort(
      (a, b) =>
        ORDER.indexOf(a.wait) - ORDER.indexOf(b.wait) ||
        Date.parse(a.demand.deadline) - Date.parse(b.demand.deadline),
    )
}

/** Bids that were chosen, then those that still stand; what was lost or withdrawn is history. */
export function waitingBids(bids: readonly Bid[]): { bid: Bid; wait: BidWait }[] {
  const pick = (state: Bid['state'], wait: BidWait): { bid: Bid; wait: BidWait }[] =>
    bids.filter((it) => it.state === state).map((bid) => ({ bid, wait }))
  return [...pick('AWARDED', 'won'), ...pick('SUBMITTED', 'standing')]
}
