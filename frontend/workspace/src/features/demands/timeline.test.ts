import { describe, expect, it } from 'vitest'
import { mayWithdraw, timelineOf } from './timeline'

const BEFORE = Date.parse('2026-11-21T00:00:00Z')
const AFTER = Date.parse('2026-12-02T00:00:00Z')
type Stages = Parameters<typeof timelineOf>[0]

function demand(changes: Partial<Stages>): Stages {
  return {
    state: 'SUBMITTED',
    deadline: '2026-12-01T10:00:00Z',
    publishedAt: null,
    openedAt: null,
    awardedAt: null,
    changeRequest: { submittedAt: '2026-11-20T01:00:00Z', decidedAt: null, dueOn: '2026-11-25' },
    ...changes,
  }
}
const states = (it: Stages, now = BEFORE): string =>
  timelineOf(it, now)
    .map((entry) => entry.state)
    .join(' ')

describe('the timeline of a need', () => {
  it.each([
    [demand({}), BEFORE, 'done now todo todo todo'],
    [demand({ state: 'REFUSED' }), BEFORE, 'done stopped todo todo todo'],
    [demand({ state: 'PUBLISHED', publishedAt: 'x' }), BEFORE, 'done done now todo todo'],
    [demand({ state: 'PUBLISHED', publishedAt: 'x' }), AFTER, 'done done done now todo'],
    [demand({ state: 'OPENED', openedAt: 'x' }), AFTER, 'done done done done now'],
    [demand({ state: 'AWARDED' }), AFTER, 'done done done done done'],
    [demand({ state: 'UNSUCCESSFUL' }), AFTER, 'done done done stopped todo'],
    [demand({ state: 'WITHDRAWN' }), BEFORE, 'done stopped todo todo todo'],
    [demand({ state: 'WITHDRAWN', publishedAt: 'x' }), BEFORE, 'done done stopped todo todo'],
  ])('follows its state %#', (it, now, wanted) => {
    expect(states(it, now)).toBe(wanted)
  })

  it('says when the check is due while it waits', () => {
    expect(timelineOf(demand({}), BEFORE)[1]?.at).toBe('2026-11-25')
  })
})

it('can be taken back until the deadline', () => {
  expect(mayWithdraw(demand({}), BEFORE)).toBe(true)
  expect(mayWithdraw(demand({ state: 'PUBLISHED' }), BEFORE)).toBe(true)
  expect(mayWithdraw(demand({ state: 'PUBLISHED' }), AFTER)).toBe(false)
  expect(mayWithdraw(demand({ state: 'OPENED' }), AFTER)).toBe(false)
})
