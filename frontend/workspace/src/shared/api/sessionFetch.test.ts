import { describe, expect, it, vi } from 'vitest'
import { createSessionFetch, type SessionFetch } from './sessionFetch'

const REFUSED = { errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] }
const FINE = { data: { viewer: { id: 'acc_1' } } }
const RENEWED = { data: { sessionRefresh: { viewer: { id: 'acc_1' }, problems: [] } } }
const NOT_RENEWED = { data: { sessionRefresh: { viewer: null, problems: [{ code: 'x' }] } } }
const MINUTE = 60_000

interface House {
  session: SessionFetch
  asked: string[]
  onEnded: ReturnType<typeof vi.fn>
  clock: { now: number }
}

/** A browser whose server gives these answers in turn. */
function house(answers: object[]): House {
  const asked: string[] = []
  const values = new Map<string, string>()
  const clock = { now: 1_000 }
  const onEnded = vi.fn()
  const fetch = (async (_: unknown, init?: RequestInit) => {
    asked.push(String(init?.body).includes('SessionRefresh') ? 'refresh' : 'query')
    return new Response(JSON.stringify(answers.shift()))
  }) as typeof globalThis.fetch
  const session = createSessionFetch({
    fetch,
    endpoint: '/graphql',
    storage: {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    },
    now: () => clock.now,
    exclusively: (work) => work(),
    onEnded,
  })
  return { session, asked, onEnded, clock }
}

const ask = async (session: SessionFetch): Promise<unknown> =>
  (await session.fetch('/graphql', { body: '{}' })).json()

describe('the session', () => {
  it('is renewed once and the request repeated', async () => {
    const { session, asked, onEnded } = house([REFUSED, RENEWED, FINE])

    expect(await ask(session)).toEqual(FINE)

    expect(asked).toEqual(['query', 'refresh', 'query'])
    expect(onEnded).not.toHaveBeenCalled()
  })

  it('ends when it cannot be renewed', async () => {
    const { session, asked, onEnded } = house([REFUSED, NOT_RENEWED])
    session.begun()

    expect(await ask(session)).toEqual(REFUSED)

    expect(asked).toEqual(['query', 'refresh'])
    expect(onEnded).toHaveBeenCalledOnce()
    expect(session.isRemembered()).toBe(false)
  })

  it('does not go round in circles when the repeated request is refused', async () => {
    const { session, asked } = house([REFUSED, RENEWED, REFUSED])

    expect(await ask(session)).toEqual(REFUSED)

    expect(asked).toEqual(['query', 'refresh', 'query'])
  })

  it('is renewed ahead of time, before the cookie runs out', async () => {
    const { session, asked, clock } = house([FINE, RENEWED, FINE])
    session.begun()

    clock.now += 12 * MINUTE
    await ask(session)
    clock.now += 2 * MINUTE
    await ask(session)

    expect(asked).toEqual(['query', 'refresh', 'query'])
  })

  it('ends rather than ask as a visitor when it cannot be renewed ahead of time', async () => {
    const { session, asked, onEnded, clock } = house([NOT_RENEWED, FINE, FINE])
    session.begun()

    clock.now += 20 * MINUTE
    await ask(session)
    await ask(session)

    expect(asked).toEqual(['refresh', 'query', 'query'])
    expect(onEnded).toHaveBeenCalledOnce()
  })

  it('is renewed once for requests that fail together', async () => {
    const { session, asked } = house([REFUSED, REFUSED, RENEWED, FINE, FINE])

    await Promise.all([ask(session), ask(session)])

    expect(asked.filter((it) => it === 'refresh')).toHaveLength(1)
  })
})
