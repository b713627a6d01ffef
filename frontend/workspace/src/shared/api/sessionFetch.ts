/** The access cookie lives 15 minutes; it is renewed a little before. */
const RENEW_AFTER_MS = 13 * 60_000
const HINT_KEY = 'greenbridge.session.renewedAt'

const REFRESH_BODY = JSON.stringify({
  query: 'mutation SessionRefresh { sessionRefresh { viewer { id } problems { code } } }',
  operationName: 'SessionRefresh',
})

/** What the server demands of requests that carry the session cookie (against forged posts). */
export const SESSION_HEADERS = { 'x-greenbridge': 'workspace' }

export interface SessionFetchParts {
  fetch: typeof globalThis.fetch
  endpoint: string
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  now: () => number
  /** Runs one piece of work at a time over all tabs: a refresh token works once only. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>
  /** The session is over and could not be renewed. */
  onEnded: () => void
}

export interface SessionFetch {
  fetch: typeof globalThis.fetch
  /** Somebody signed in on this browser; from now on the session is kept alive. */
  begun: () => void
  /** Nobody is signed in any more. */
  ended: () => void
  /** Whether a session was open here, as far as this browser remembers. */
  isRemembered: () => boolean
  /** Renews the session; false when it cannot be renewed. */
  refresh: () => Promise<boolean>
}

interface Answer {
  data?: { sessionRefresh?: { viewer?: { id: string } | null } | null } | null
  errors?: { extensions?: { code?: string } }[]
}

async function answerOf(response: Response): Promise<Answer> {
  try {
    return (await response.clone().json()) as Answer
  } catch {
    return {}
  }
}

const isUnauthenticated = (answer: Answer): boolean =>
  answer.errors?.some((it) => it.extensions?.code === 'UNAUTHENTICATED') ?? false

/**
 * A `fetch` that keeps the cookie session alive: renews before the access cookie runs out, and
 * on `UNAUTHENTICATED` renews once and repeats the request once.
 */
export function createSessionFetch(parts: SessionFetchParts): SessionFetch {
  let refreshing: Promise<boolean> | null = null

  function renewedAt(): number | null {
    try {
      const text = parts.storage.getItem(HINT_KEY)
      return text === null ? null : Number(text)
    } catch {
      return null
    }
  }

  function remember(at: number | null): void {
    try {
      if (at === null) parts.storage.removeItem(HINT_KEY)
      else parts.storage.setItem(HINT_KEY, String(at))
    } catch {
      // Without storage the session is renewed on demand instead of ahead of time.
    }
  }

  async function renew(seenAt: number | null): Promise<boolean> {
    return parts.exclusively(async () => {
      const latest = renewedAt()
      // Another tab renewed while this one waited for its turn.
      if (latest !== null && latest !== seenAt) return true
      const response = await parts.fetch(parts.endpoint, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', ...SESSION_HEADERS },
        body: REFRESH_BODY,
      })
      const answer = await answerOf(response)
      const isRenewed = Boolean(answer.data?.sessionRefresh?.viewer)
      if (isRenewed) remember(parts.now())
      return isRenewed
    })
  }

  function refresh(): Promise<boolean> {
    refreshing ??= renew(renewedAt()).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  const isDue = (): boolean => {
    const at = renewedAt()
    return at !== null && parts.now() - at > RENEW_AFTER_MS
  }

  function end(): void {
    remember(null)
    parts.onEnded()
  }

  async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (isDue() && !(await refresh())) end()
    const response = await parts.fetch(input, init)
    if (!isUnauthenticated(await answerOf(response))) return response
    if (await refresh()) return parts.fetch(input, init)
    end()
    return response
  }

  return {
    fetch: sessionFetch,
    begun: () => remember(parts.now()),
    ended: () => remember(null),
    isRemembered: () => renewedAt() !== null,
    refresh,
  }
}
