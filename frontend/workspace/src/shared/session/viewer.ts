import type { Client } from '@urql/core'
import { computed, inject, shallowRef, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import { forgetDrafts } from '@/shared/action/drafts'
import type { Api } from '@/shared/api/client'
import { markPerson } from './marker'
import { CurrentViewerDocument, SessionSignOutDocument, type ViewerFieldsFragment } from './session.generated'

export type Viewer = ViewerFieldsFragment

/** Who uses the workspace, known before the first page is shown. */
export interface SessionState {
  viewer: ShallowRef<Viewer | null>
  /** Asks who is signed in; renews an expired session first. Resolves once known. */
  load: () => Promise<Viewer | null>
  /** As `load`, but answers from memory after the first time. */
  known: () => Promise<Viewer | null>
  /** After signing in: the viewer, or null when the browser kept no cookie. */
  begin: () => Promise<Viewer | null>
  signOut: () => Promise<void>
  /** The server ended the session. */
  forget: () => void
}

export const SESSION: InjectionKey<SessionState> = Symbol('session')

export function createSession(api: () => Api): SessionState {
  const viewer = shallowRef<Viewer | null>(null)
  let loading: Promise<Viewer | null> | null = null

  async function ask(client: Client): Promise<Viewer | null> {
    const result = await client.query(CurrentViewerDocument, {}).toPromise()
    return result.data?.viewer ?? null
  }

  async function load(): Promise<Viewer | null> {
    const { client, session } = api()
    let found = await ask(client)
    // An expired access cookie makes a visitor of the viewer, without an error.
    if (!found && session.isRemembered() && (await session.refresh())) found = await ask(client)
    if (found && !session.isRemembered()) session.begun()
    if (!found) session.ended()
    show(found)
    return found
  }

  function show(found: Viewer | null): void {
    viewer.value = found
    markPerson(found?.displayName ?? null)
  }

  function forget(): void {
    show(null)
    loading = Promise.resolve(null)
  }

  return {
    viewer,
    load,
    known: () => (loading ??= load()),
    begin: () => {
      api().session.begun()
      loading = load()
      return loading
    },
    signOut: async () => {
      const { client, session } = api()
      await client.mutation(SessionSignOutDocument, {}).toPromise()
      if (viewer.value) forgetDrafts(viewer.value.id)
      session.ended()
      forget()
    },
    forget,
  }
}

export function useSession(): SessionState {
  const session = inject(SESSION)
  if (!session) throw new Error('the session is provided by main.ts')
  return session
}

/** The viewer of pages behind the guard, which never open without one. */
export function useViewer(): ComputedRef<Viewer | null> {
  const { viewer } = useSession()
  return computed(() => viewer.value)
}
