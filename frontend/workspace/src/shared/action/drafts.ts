import { onScopeDispose, reactive, ref, watch, type Ref } from 'vue'
import { newRequestKey } from '@/shared/rules/requestKey'

const PREFIX = 'greenbridge.draft.'
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** The part of `Storage` that drafts need; tests hand in a map. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

interface StoredDraft {
  savedAt: number
  requestKey: string
  fields: Record<string, unknown>
}

export interface Draft<Fields extends object> {
  /** The fields of the form, saved as they change. */
  fields: Fields
  /** The key of this form; the same after a reload, new after `accept`. */
  requestKey: Ref<string>
  /** Whether the fields were filled from an earlier visit. */
  restored: Ref<boolean>
  /** The server took it: the draft goes and the next form has a new key. */
  accept: () => void
  /** The person starts afresh. */
  discard: () => void
}

/** The stored draft, or null when there is none, it is old, or the browser refuses storage. */
export function readDraft(storage: DraftStorage, key: string, now: number): StoredDraft | null {
  try {
    const text = storage.getItem(key)
    if (text === null) return null
    const draft = JSON.parse(text) as Partial<StoredDraft>
    const isWhole = typeof draft.savedAt === 'number' && typeof draft.requestKey === 'string'
    if (!isWhole || typeof draft.fields !== 'object' || draft.fields === null) return null
    return now - (draft.savedAt ?? 0) > KEPT_MS ? null : (draft as StoredDraft)
  } catch {
    return null
  }
}

/** Takes away every draft of an account: whoever signs out leaves nothing of theirs at a computer. */
export function forgetDrafts(account: string, storage: Pick<Storage, 'length' | 'key' | 'removeItem'> = globalThis.localStorage): void {
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
    for (const key of keys) if (key?.startsWith(`${PREFIX}${account}.`)) storage.removeItem(key)
  } catch {
    // Storage refused: there are no drafts.
  }
}

/** Takes over stored values whose kind still fits; a form that changed keeps what it can. */
export function mergeDraft<Fields extends object>(initial: Fields, stored: object): Fields {
  const merged = { ...initial } as Record<string, unknown>
  const found = stored as Record<string, unknown>
  for (const [name, value] of Object.entries(initial)) {
    if (typeof found[name] === typeof value) merged[name] = found[name]
  }
  return merged as Fields
}

/**
 * A form that survives reloads, crashes and signing in again. `name` carries the account, so
 * that two people at one computer do not see each other's drafts.
 */
export function useDraft<Fields extends object>(
  name: string,
  initial: () => Fields,
  storage: DraftStorage = window.localStorage,
): Draft<Fields> {
  const key = PREFIX + name
  const stored = readDraft(storage, key, Date.now())
  const start = initial()
  const fields = reactive(stored ? mergeDraft(start, stored.fields) : start) as Fields
  const requestKey = ref(stored?.requestKey ?? newRequestKey())
  const restored = ref(stored !== null)

  function save(): void {
    const draft: StoredDraft = {
      savedAt: Date.now(),
      requestKey: requestKey.value,
      fields: { ...fields } as Record<string, unknown>,
    }
    try {
      storage.setItem(key, JSON.stringify(draft))
    } catch {
      // Storage full or refused: the form still works, it only forgets on reload.
    }
  }

  function renew(): void {
    stop()
    try {
      storage.removeItem(key)
    } catch {
      // Storage refused: there is no draft to remove.
    }
    requestKey.value = newRequestKey()
    restored.value = false
  }

  let stop = watch(() => ({ ...fields }), save, { flush: 'sync' })
  onScopeDispose(() => stop())

  return {
    fields,
    requestKey,
    restored,
    accept: renew,
    discard: () => {
      renew()
      Object.assign(fields, initial())
      stop = watch(() => ({ ...fields }), save, { flush: 'sync' })
    },
  }
}
