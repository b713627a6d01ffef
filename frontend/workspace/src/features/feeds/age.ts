/** Whole days since a moment, seen from another. */
export function daysSince(moment: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(moment)) / 86_400_000))
}

export const RUN_TONES = { WAITING: 'plain', RUNNING: 'call', DONE: 'done', STOPPED: 'gone' } as const

/** The counts of a run in the order they are read. */
export const COUNTS = [
  ['matched', 'matchedCount'],
  ['new', 'newCount'],
  ['changed', 'changedCount'],
  ['unchanged', 'unchangedCount'],
  ['conflict', 'conflictCount'],
  ['gone', 'goneCount'],
  ['rejected', 'rejectedCount'],
  ['passed', 'passedCount'],
] as const

type Counts = Record<(typeof COUNTS)[number][1], number>

/** Every row that was read; what is gone was not read, what matched is counted by how it ended. */
export function rowsOf(run: Counts): number {
  return run.newCount + run.changedCount + run.unchangedCount + run.conflictCount + run.rejectedCount + run.passedCount
}
