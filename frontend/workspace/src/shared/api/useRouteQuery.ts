import type { TypedDocumentNode } from '@urql/core'
import type { AnyVariables } from '@urql/core'
import { useClientHandle } from '@urql/vue'
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { faultOf, type Fault } from './faults'

/** What a page shows: bones, a refusal, a failure with a way to try again, or the thing. */
export type LoadState = 'loading' | 'refused' | 'failed' | 'ready'

export interface RouteQuery<Data> {
  data: ShallowRef<Data | null>
  fault: ShallowRef<Fault | null>
  state: ComputedRef<LoadState>
  reload: () => Promise<void>
}

export function loadState(hasData: boolean, fault: Fault | null): LoadState {
  if (fault?.kind === 'FORBIDDEN') return 'refused'
  if (fault && !hasData) return 'failed'
  return hasData ? 'ready' : 'loading'
}

/** The one query of a page; asked again whenever its variables change, and on `reload`. */
export function useRouteQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
): RouteQuery<Data> {
  const { client } = useClientHandle()
  const data = shallowRef<Data | null>(null)
  const fault = shallowRef<Fault | null>(null)
  let latest = 0

  async function reload(): Promise<void> {
    latest += 1
    const mine = latest
    const result = await client.query(document, variables()).toPromise()
    // A later question was asked meanwhile; its answer is the one to show.
    if (mine !== latest) return
    fault.value = result.error ? faultOf(result.error) : null
    if (result.data && !result.error) data.value = result.data
  }

  watch(
    () => JSON.stringify(variables()),
    () => {
      data.value = null
      fault.value = null
      void reload()
    },
    { immediate: true },
  )

  return { data, fault, state: computed(() => loadState(data.value !== null, fault.value)), reload }
}
