import { CombinedError, type OperationResult } from '@urql/core'
import { describe, expect, it } from 'vitest'
import { sortProblems } from './problems'
import { createAction, type Action } from './useAction'

interface Data {
  demandPost: { demand: { id: string } | null; problems: { code: string; path: string[]; message: string }[] }
}

const FIELDS = ['title', 'budgetMinYuan'] as const

function acting(result: Partial<OperationResult<Data>>): Action<Data, object, (typeof FIELDS)[number]> {
  return createAction(async () => result as OperationResult<Data>, FIELDS)
}

describe('useAction', () => {
  it('gives the payload when it was accepted', async () => {
    const action = acting({ data: { demandPost: { demand: { id: 'dem_1' }, problems: [] } } })

    const payload = await action.run({})

    expect(payload?.demand?.id).toBe('dem_1')
    expect(action.refusals.value).toBe(0)
    expect(action.isRunning.value).toBe(false)
  })

  it('puts problems beside their fields, all at once', async () => {
    const problems = [
      { code: 'demands.title_too_short', path: ['title'], message: '标题至少 6 个字' },
      { code: 'demands.budget', path: ['input', 'budget_min_yuan'], message: '预算下限高于上限' },
      { code: 'demands.limit', path: [], message: '今天已发布 20 条' },
    ]
    const action = acting({ data: { demandPost: { demand: null, problems } } })

    expect(await action.run({})).toBeNull()

    expect(action.fieldProblems.value).toEqual({
      title: '标题至少 6 个字',
      budgetMinYuan: '预算下限高于上限',
    })
    expect(action.wholeProblems.value).toEqual(['今天已发布 20 条'])
    expect(action.codes.value).toContain('demands.limit')
    expect(action.refusals.value).toBe(1)
  })

  it('keeps failures apart from problems', async () => {
    const error = new CombinedError({
      graphQLErrors: [{ message: '', extensions: { code: 'INTERNAL', requestId: 'req_1' } }],
    })
    const action = acting({ error })

    expect(await action.run({})).toBeNull()

    expect(action.fault.value).toEqual({ kind: 'INTERNAL', requestId: 'req_1', detail: null })
    expect(action.fieldProblems.value).toEqual({})
  })

  it('does not send twice while it runs', async () => {
    let sent = 0
    const action = createAction<Data, object, never>(async () => {
      sent += 1
      return { data: { demandPost: { demand: { id: 'dem_1' }, problems: [] } } } as unknown as OperationResult<Data>
    }, [])

    await Promise.all([action.run({}), action.run({})])

    expect(sent).toBe(1)
  })
})

it('keeps the first sentence of a field and never loses one without a field', () => {
  const sorted = sortProblems(
    [
      { code: 'a', path: ['title'], message: '一' },
      { code: 'b', path: ['title'], message: '二' },
      { code: 'c', path: ['nowhere'], message: '三' },
    ],
    FIELDS,
  )
  expect(sorted).toEqual({ byField: { title: '一' }, whole: ['三'] })
})

it('names a field within a list by its place', () => {
  const path = ['licences', '1', 'valid_to']
  const sorted = sortProblems([{ code: 'a', path, message: '一' }], ['licences'])
  expect(sorted).toEqual({ byField: { 'licences.1.validTo': '一' }, whole: [] })
})
