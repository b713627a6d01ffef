import { Client, fetchExchange } from '@urql/core'
import { createSessionFetch, SESSION_HEADERS, type SessionFetch } from './sessionFetch'

const ENDPOINT = '/graphql'
const LOCK_NAME = 'greenbridge.session'

export interface Api {
  client: Client
  session: SessionFetch
}

/** Web locks exist on secure origins only; elsewhere a refresh is single within its tab. */
async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work()
  return (await navigator.locks.request(LOCK_NAME, work)) as T
}

/**
 * The client of the workspace. Nothing is cached: an officer decides on what is there now, and
 * each page asks one query.
 */
export function createApi(onEnded: () => void): Api {
  const session = createSessionFetch({
    fetch: window.fetch.bind(window),
    endpoint: ENDPOINT,
    storage: window.localStorage,
    now: Date.now,
    exclusively,
    onEnded,
  })
  const client = new Client({
    url: ENDPOINT,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetch: session.fetch,
    fetchOptions: { credentials: 'same-origin', headers: SESSION_HEADERS },
  })
  return { client, session }
}
