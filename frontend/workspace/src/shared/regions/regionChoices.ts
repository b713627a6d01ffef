/** A division as the cascade needs it. */
export interface RegionChoice {
  code: string
  name: string
}

/** One select of the cascade: what may be chosen, and what is. */
export interface RegionLevel {
  options: RegionChoice[]
  chosen: string
}

export type LoadRegions = (parent: string | null) => Promise<RegionChoice[]>

/** A cascade can have no more levels than there are: province, city, county, town. */
const DEEPEST = 4

/**
 * The levels from the province down to the one below `code`. Codes grow by level (32, 3205,
 * 320509, 320509101), so the way down is the chain of prefixes. An only child is chosen at once.
 */
export async function levelsFor(code: string, load: LoadRegions): Promise<RegionLevel[]> {
  const levels: RegionLevel[] = []
  let parent: string | null = null
  while (levels.length < DEEPEST) {
    const options: RegionChoice[] = await load(parent)
    if (options.length === 0) break
    const only = options.length === 1 ? options[0] : undefined
    const chosen: RegionChoice | undefined =
      options.find((it) => code.startsWith(it.code)) ?? (parent === null ? undefined : only)
    levels.push({ options, chosen: chosen?.code ?? '' })
    if (!chosen) break
    parent = chosen.code
  }
  return levels
}

/** The deepest code chosen, empty when none is. */
export function chosenCode(levels: readonly RegionLevel[]): string {
  return levels.findLast((it) => it.chosen !== '')?.chosen ?? ''
}

/** The names along the way, as an address begins: 江苏省苏州市吴江区. */
export function chosenName(levels: readonly RegionLevel[]): string {
  return levels
    .map((level) => level.options.find((it) => it.code === level.chosen)?.name ?? '')
    .filter((name, index, names) => name !== names[index - 1])
    .join('')
}

/** Whether nothing below the chosen place is left to choose. */
export function isToTheTown(levels: readonly RegionLevel[]): boolean {
  return levels.length > 0 && levels.every((it) => it.chosen !== '')
}
