import { effectScope } from 'vue'
import { describe, expect, it } from 'vitest'
import { forgetDrafts, readDraft, useDraft, type Draft, type DraftStorage } from './drafts'

interface Fields {
  title: string
  days: number
  region: string[]
}

const empty = (): Fields => ({ title: '', days: 0, region: [] })

function memory(): DraftStorage & { values: Map<string, string> } {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

function open(storage: DraftStorage): Draft<Fields> {
  const draft = effectScope().run(() => useDraft('acc_1.demand', empty, storage))
  if (!draft) throw new Error('the scope was stopped')
  return draft
}

describe('drafts', () => {
  it('go with the person who signs out, and those of others stay', () => {
    const storage = memory()
    open(storage).fields.title = '监测'
    storage.setItem('greenbridge.draft.acc_10.demand', '{}')
    storage.setItem('greenbridge.draft.visitor.registration', '{}')
    storage.setItem('theme', 'dark')
    const listed = {
      length: storage.values.size,
      key: (index: number) => [...storage.values.keys()][index] ?? null,
      removeItem: storage.removeItem,
    }
    // What is left is counted when it is asked for, not while it shrinks.
    forgetDrafts('acc_1', listed)
    expect([...storage.values.keys()]).toEqual(['greenbridge.draft.acc_10.demand', 'greenbridge.draft.visitor.registration', 'theme'])
  })

  it('gives back what was typed, with the same request key', () => {
    const storage = memory()
    const first = open(storage)
    first.fields.title = '废乳化液处置'
    first.fields.region = ['32', '3205']

    const second = open(storage)

    expect(second.restored.value).toBe(true)
    expect(second.fields).toEqual({ title: '废乳化液处置', days: 0, region: ['32', '3205'] })
    expect(second.requestKey.value).toBe(first.requestKey.value)
  })

  it('is gone once accepted, and the next form has another key', () => {
    const storage = memory()
    const first = open(storage)
    first.fields.title = '监测'
    const key = first.requestKey.value

    first.accept()
    first.fields.title = ''

    expect(storage.values.size).toBe(0)
    expect(first.requestKey.value).not.toBe(key)
    expect(open(storage).restored.value).toBe(false)
  })

  it('starts afresh on request and saves again', () => {
    const storage = memory()
    const draft = open(storage)
    draft.fields.title = '旧'
    draft.discard()
    expect(draft.fields.title).toBe('')

    draft.fields.title = '新'

    expect(open(storage).fields.title).toBe('新')
  })

  it('passes over broken, old and foreign drafts', () => {
    const storage = memory()
    storage.setItem('k', '{broken')
    expect(readDraft(storage, 'k', 0)).toBeNull()
    storage.setItem('k', JSON.stringify({ savedAt: 0, requestKey: 'r', fields: {} }))
    expect(readDraft(storage, 'k', 31 * 86_400_000)).toBeNull()
    expect(readDraft(storage, 'k', 1)).not.toBeNull()
  })

  it('works where the browser refuses storage', () => {
    const refusing: DraftStorage = {
      getItem: () => {
        throw new Error('denied')
      },
      setItem: () => {
        throw new Error('full')
      },
      removeItem: () => undefined,
    }
    const draft = open(refusing)
    draft.fields.title = '写着'
    expect(draft.fields.title).toBe('写着')
  })
})
