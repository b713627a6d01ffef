import type { DemandDetailFragment } from './demands.generated'

export const STEPS = ['submitted', 'checked', 'collecting', 'opened', 'awarded'] as const
export type Step = (typeof STEPS)[number]
/** Done, what happens now, still to come, or where it ended early. */
export type StepState = 'done' | 'now' | 'todo' | 'stopped'

export interface TimelineEntry {
  step: Step
  state: StepState
  /** When it happened, or is due; null when no time is known. */
  at: string | null
}

type Stages = Pick<DemandDetailFragment, 'state' | 'deadline' | 'publishedAt' | 'openedAt' | 'awardedAt'> & {
  changeRequest: Pick<
    NonNullable<DemandDetailFragment['changeRequest']>,
    'submittedAt' | 'decidedAt' | 'dueOn'
  > | null
}

/** How far a need is: the index of the step that is happening, and whether it stopped there. */
function progress(demand: Stages, now: number): { at: number; isStopped: boolean } {
  switch (demand.state) {
    case 'SUBMITTED':
      return { at: 1, isStopped: false }
    case 'REFUSED':
      return { at: 1, isStopped: true }
    case 'PUBLISHED':
      return { at: Date.parse(demand.deadline) > now ? 2 : 3, isStopped: false }
    case 'OPENED':
      return { at: 4, isStopped: false }
    case 'AWARDED':
      return { at: 5, isStopped: false }
    case 'UNSUCCESSFUL':
      return { at: demand.openedAt ? 4 : 3, isStopped: true }
    case 'WITHDRAWN':
      return { at: demand.publishedAt ? 2 : 1, isStopped: true }
  }
}

/** The life of a need, from the post to the award, in the order it happens. */
export function timelineOf(demand: Stages, now: number): TimelineEntry[] {
  const { at, isStopped } = progress(demand, now)
  const check = demand.changeRequest
  const times: (string | null)[] = [
    check?.submittedAt ?? null,
    demand.publishedAt ?? check?.decidedAt ?? check?.dueOn ?? null,
    demand.deadline,
    demand.openedAt,
    demand.awardedAt,
  ]
  return STEPS.map((step, index) => {
    const present: StepState = isStopped ? 'stopped' : 'now'
    const state = index < at ? 'done' : index === at ? present : 'todo'
    return { step, state, at: times[index] ?? null }
  })
}

/** Before the deadline the owner may take a need back. */
export function mayWithdraw(demand: Pick<Stages, 'state' | 'deadline'>, now: number): boolean {
  return demand.state === 'SUBMITTED' || (demand.state === 'PUBLISHED' && Date.parse(demand.deadline) > now)
}
