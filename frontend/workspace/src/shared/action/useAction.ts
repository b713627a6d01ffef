import type { AnyVariables, OperationResult, TypedDocumentNode } from '@urql/core'
import { useClientHandle } from '@urql/vue'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { faultOf, type Fault } from '@/shared/api/faults'
import { sortProblems, type Problem } from './problems'

/** Every mutation payload: the thing under its own name, and the problems. */
export interface Payload {
  problems: Problem[]
}

export interface Action<Data, Variables, Field extends string> {
  /** Sends it; the payload when it was accepted, else null and the reasons below. */
  run: (variables: Variables) => Promise<Data[keyof Data] | null>
  isRunning: Ref<boolean>
  fieldProblems: Ref<Partial<Record<Field, string>>>
  wholeProblems: Ref<string[]>
  codes: Ref<string[]>
  fault: ShallowRef<Fault | null>
  /** Counts refusals, so that a summary can take the focus each time. */
  refusals: Ref<number>
  clear: () => void
}

export type Send<Data, Variables> = (variables: Variables) => Promise<OperationResult<Data>>

/** The state of one mutation, apart from how it is sent. */
export function createAction<Data, Variables, Field extends string>(
  send: Send<Data, Variables>,
  fields: readonly Field[],
): Action<Data, Variables, Field> {
  const isRunning = ref(false)
  const fieldProblems = ref({}) as Ref<Partial<Record<Field, string>>>
  const wholeProblems = ref<string[]>([])
  const codes = ref<string[]>([])
  const fault = shallowRef<Fault | null>(null)
  const refusals = ref(0)

  function clear(): void {
    fieldProblems.value = {}
    wholeProblems.value = []
    codes.value = []
    fault.value = null
  }

  async function run(variables: Variables): Promise<Data[keyof Data] | null> {
    if (isRunning.value) return null
    isRunning.value = true
    clear()
    try {
      const result = await send(variables)
      if (result.error) {
        fault.value = faultOf(result.error)
      } else {
        const payload = Object.values((result.data ?? {}) as object)[0] as Payload | undefined
        if (payload && payload.problems.length === 0) return payload as Data[keyof Data]
        const sorted = sortProblems(payload?.problems ?? [], fields)
        fieldProblems.value = sorted.byField
        wholeProblems.value = sorted.whole
        codes.value = payload?.problems.map((it) => it.code) ?? []
        if (!payload) fault.value = { kind: 'INTERNAL', requestId: null, detail: null }
      }
      refusals.value += 1
      return null
    } finally {
      isRunning.value = false
    }
  }

  return { run, isRunning, fieldProblems, wholeProblems, codes, fault, refusals, clear }
}

/** One mutation of a form: its problems go to the fields named, what fails is said once. */
export function useAction<Data, Variables extends AnyVariables, Field extends string = never>(
  document: TypedDocumentNode<Data, Variables>,
  fields: readonly Field[] = [],
): Action<Data, Variables, Field> {
  const { client } = useClientHandle()
  return createAction((variables: Variables) => client.mutation(document, variables).toPromise(), fields)
}

/** What a dialog shows of an action, whatever the action does. */
export type ActionState = Pick<
  Action<object, never, string>,
  'isRunning' | 'fieldProblems' | 'wholeProblems' | 'fault' | 'refusals' | 'clear'
>
