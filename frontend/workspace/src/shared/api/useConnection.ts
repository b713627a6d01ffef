import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { useClientHandle } from '@urql/vue'
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { faultOf, type Fault } from './faults'
import { loadState, type LoadState } from './useRouteQuery'

export const PAGE_SIZE = 20

/** A Relay connection, as far as lists need it. */
export interface Connection<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  totalCount: number | null
}

export interface ConnectionList<Node> {
  nodes: ShallowRef<Node[]>
  totalCount: Ref<number | null>
  hasMore: Ref<boolean>
  isLoadingMore: Ref<boolean>
  /** Of the first page: the list has nothing to show. */
  fault: ShallowRef<Fault | null>
  /** Of a later page: what is there stays. */
  moreFault: ShallowRef<Fault | null>
  state: ComputedRef<LoadState>
  reload: () => Promise<void>
  loadMore: () => Promise<void>
  /** Puts a changed node in its place, without asking again. */
  replace: (isIt: (node: Node) => boolean, node: Node | null) => void
}

interface PageVariables {
  first: number
  after?: string | null
}

/** A list that grows by pages; it starts over when its filter changes. */
export function useConnection<Data, Filter extends object, Node>(
  document: TypedDocumentNode<Data, Filter & PageVariables>,
  filter: () => Filter,
  pick: (data: Data) => Connection<Node>,
  pageSize: number = PAGE_SIZE,
): ConnectionList<Node> {
  const { client } = useClientHandle()
  const nodes = shallowRef<Node[]>([])
  const totalCount = ref<number | null>(null)
  const endCursor = ref<string | null>(null)
  const hasMore = ref(false)
  const isLoaded = ref(false)
  const isLoadingMore = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const moreFault = shallowRef<Fault | null>(null)
  let latest = 0

  async function ask(after: string | null): Promise<Connection<Node> | Fault | null> {
    latest += 1
    const mine = latest
    const variables = { ...filter(), first: pageSize, after } as Filter & PageVariables
    const result = await client
      .query(document as TypedDocumentNode<Data, AnyVariables>, variables)
      .toPromise()
    if (mine !== latest) return null
    if (result.error) return faultOf(result.error)
    return result.data ? pick(result.data) : null
  }

  function take(page: Connection<Node>, before: Node[]): void {
    nodes.value = [...before, ...page.nodes]
    totalCount.value = page.totalCount
    hasMore.value = page.pageInfo.hasNextPage
    endCursor.value = page.pageInfo.endCursor
  }

  async function reload(): Promise<void> {
    moreFault.value = null
    isLoadingMore.value = false
    const answer = await ask(null)
    if (answer === null) return
    if ('kind' in answer) {
      fault.value = answer
      return
    }
    fault.value = null
    take(answer, [])
    isLoaded.value = true
  }

  async function loadMore(): Promise<void> {
    if (!hasMore.value || isLoadingMore.value) return
    isLoadingMore.value = true
    moreFault.value = null
    const answer = await ask(endCursor.value)
    if (answer === null) return
    isLoadingMore.value = false
    if ('kind' in answer) moreFault.value = answer
    else take(answer, nodes.value)
  }

  function replace(isIt: (node: Node) => boolean, node: Node | null): void {
    nodes.value = nodes.value.flatMap((it) => (isIt(it) ? (node === null ? [] : [node]) : [it]))
    if (node === null && totalCount.value !== null) totalCount.value -= 1
  }

  watch(
    () => JSON.stringify(filter()),
    () => {
      nodes.value = []
      isLoaded.value = false
      fault.value = null
      void reload()
    },
    { immediate: true },
  )

  return {
    nodes,
    totalCount,
    hasMore,
    isLoadingMore,
    fault,
    moreFault,
    state: computed(() => loadState(isLoaded.value, fault.value)),
    reload,
    loadMore,
    replace,
  }
}
