/** What the person can mend, as every mutation answers it. */
export interface Problem {
  code: string
  path: string[]
  message: string
}

export interface SortedProblems<Field extends string> {
  /** The first sentence for each field of the form. */
  byField: Partial<Record<Field, string>>
  /** Sentences that belong to no field that is shown. */
  whole: string[]
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/**
 * Puts each problem beside its field. A path may start with the argument (`input`) and be written
 * in either case; what follows a field is part of its name (`licences.1.name`). A path that names no
 * field of this form belongs to the whole.
 */
export function sortProblems<Field extends string>(
  problems: readonly Problem[],
  fields: readonly Field[],
): SortedProblems<Field> {
  const known = new Set<string>(fields)
  const sorted: SortedProblems<Field> = { byField: {}, whole: [] }
  for (const problem of problems) {
    const path = problem.path.map(camelCase)
    const at = path.findIndex((it) => known.has(it))
    if (at < 0) sorted.whole.push(problem.message)
    else sorted.byField[path.slice(at).join('.') as Field] ??= problem.message
  }
  return sorted
}
