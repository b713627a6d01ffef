import type { CombinedError } from '@urql/core'

/** The top-level error codes of the API, and `UNREACHABLE` when no answer came. */
export const FAULT_KINDS = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_INPUT',
  'LIMIT_EXCEEDED',
  'TIMEOUT',
  'INTERNAL',
  'UNREACHABLE',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** A failure that is not a problem of the form: what to tell the person, and what to quote. */
export interface Fault {
  kind: FaultKind
  /** What the person quotes when asking for help; null when the server gave none. */
  requestId: string | null
  /** The server's own words, shown only where they help (a limit, a wrong input). */
  detail: string | null
}

const KNOWN = new Set<string>(FAULT_KINDS)
const WITH_DETAIL = new Set<FaultKind>(['BAD_INPUT', 'LIMIT_EXCEEDED'])

interface Extensions {
  code?: unknown
  requestId?: unknown
}

/** Reads the first top-level error; an unknown code is treated as our fault. */
export function faultOf(error: CombinedError): Fault {
  const first = error.graphQLErrors[0]
  const response = error.response as Response | undefined
  const headerId = response?.headers?.get('x-request-id') ?? null
  if (!first) return { kind: kindOfStatus(response?.status), requestId: headerId, detail: null }
  const { code, requestId } = (first.extensions ?? {}) as Extensions
  const kind = typeof code === 'string' && KNOWN.has(code) ? (code as FaultKind) : 'INTERNAL'
  return {
    kind,
    requestId: typeof requestId === 'string' ? requestId : headerId,
    detail: WITH_DETAIL.has(kind) ? first.message : null,
  }
}

/** An answer without a body that we understand: the status is all there is to go by. */
function kindOfStatus(status: number | undefined): FaultKind {
  if (status === 429 || status === 413) return 'LIMIT_EXCEEDED'
  if (status === 408 || status === 504) return 'TIMEOUT'
  return status !== undefined && status >= 500 ? 'INTERNAL' : 'UNREACHABLE'
}
