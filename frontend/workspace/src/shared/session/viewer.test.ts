import type { Client } from '@urql/core'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Api } from '@/shared/api/client'
import { createSession, type Viewer } from './viewer'

const SOMEBODY = { id: 'acc_1', displayName: '甲', role: 'MEMBER' } as Viewer

/** A server that answers the viewer in turn, and a browser that remembers a session. */
function world(answers: (Viewer | null)[], remembers = false, renews = false): { api: Api; refresh: () => number } {
  const refresh = vi.fn(async () => renews)
  const answer = (data: unknown): unknown => ({ toPromise: async () => ({ data }) })
  let isRemembered = remembers
  const client = {
    query: () => answer({ viewer: answers.shift() ?? null }),
    mutation: () => answer({}),
  } as unknown as Client
  const session = {
    fetch: globalThis.fetch,
    begun: () => void (isRemembered = true),
    ended: () => void (isRemembered = false),
    isRemembered: () => isRemembered,
    refresh,
  }
  return { api: { client, session }, refresh: () => refresh.mock.calls.length }
}

/** What the public pages find. */
const marks = new Map<string, string>()
beforeEach(() => {
  marks.clear()
  vi.stubGlobal('localStorage', {
    setItem: (key: string, value: string) => marks.set(key, value),
    removeItem: (key: string) => marks.delete(key),
  })
})

it('asks once who is there', async () => {
  const { api } = world([SOMEBODY, null])
  const session = createSession(() => api)
  expect(await session.known()).toBe(SOMEBODY)
  expect(await session.known()).toBe(SOMEBODY)
  expect(session.viewer.value).toBe(SOMEBODY)
})

it('renews a session whose access cookie ran out', async () => {
  const { api, refresh } = world([null, SOMEBODY], true, true)
  expect(await createSession(() => api).known()).toBe(SOMEBODY)
  expect(refresh()).toBe(1)
})

it('does not try to renew what never was', async () => {
  const { api, refresh } = world([null])
  expect(await createSession(() => api).known()).toBeNull()
  expect(refresh()).toBe(0)
})

it('knows nobody once the session is forgotten or signed out', async () => {
  const { api } = world([SOMEBODY, SOMEBODY])
  const session = createSession(() => api)
  await session.known()
  session.forget()
  expect(await session.known()).toBeNull()

  await session.begin()
  await session.signOut()
  expect(await session.known()).toBeNull()
  expect(api.session.isRemembered()).toBe(false)
})

it('tells the public pages by name who is signed in, and when nobody is any more', async () => {
  const { api } = world([SOMEBODY])
  const session = createSession(() => api)
  await session.known()
  expect([...marks.values()]).toEqual(['甲'])

  await session.signOut()
  expect(marks.size).toBe(0)
})

it('needs no storage', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { api } = world([SOMEBODY])
  expect(await createSession(() => api).known()).toBe(SOMEBODY)
})
