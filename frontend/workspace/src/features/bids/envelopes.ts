import { parseYuan, plainYuan } from '@/shared/rules/money'
import { SESSION_HEADERS } from '@/shared/api/sessionFetch'
import { seal } from '@/shared/sealing/sealing'
import { parseDays, type BidForm } from './bidForm'

/** The files of a bid, by envelope; they are not kept as a draft. */
export interface BidFiles {
  qualification: File[]
  technical: File[]
}

export const KINDS = ['qualification', 'technical', 'price'] as const
export type Kind = (typeof KINDS)[number]

/** The largest envelope as the server takes it (配置值), with room for what sealing adds. */
export const LARGEST_BYTES = 63 * 1024 * 1024
export const MOST_FILES = 20

/** What is wrong with the files of one envelope; the server has the last word. */
export function filesProblem(files: Pick<File, 'size'>[]): 'many' | 'large' | null {
  if (files.length > MOST_FILES) return 'many'
  return files.reduce((sum, it) => sum + it.size, 0) > LARGEST_BYTES ? 'large' : null
}

/** What an envelope is sealed for; the server says the same (market::envelopes::rules::purpose). */
export function purposeOf(demandId: string, providerId: string, kind: Kind): string {
  return `greenbridge envelope v1|${demandId}|${providerId}|${kind.toUpperCase()}`
}

/** Lengths tell nothing: what is typed always takes a multiple of this. */
const PADDING = 4096

/** An envelope before it is sealed: the length of what is typed, what is typed, the files. */
export function plainEnvelope(fields: object, files: File[]): Blob {
  const said = { ...fields, files: files.map((it) => ({ name: it.name.slice(0, 120), size: it.size })) }
  const text = new TextEncoder().encode(JSON.stringify(said))
  const padded = new Uint8Array(Math.ceil(text.length / PADDING) * PADDING).fill(0x20)
  padded.set(text)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, padded.length)
  return new Blob([length, padded, ...files])
}

/** What is typed, by envelope. */
export function fieldsOf(form: BidForm, note: string): Record<Kind, object> {
  const price = parseYuan(form.priceYuan)
  return {
    qualification: note.trim() === '' ? {} : { note: note.trim() },
    technical: { plan: form.plan.trim(), durationDays: parseDays(form.durationDays) ?? 0 },
    price: { priceYuan: 'fen' in price ? plainYuan(price.fen) : form.priceYuan.trim() },
  }
}

/** Seals and uploads one envelope; its id, or the sentence of the server. */
export async function send(
  demandId: string,
  kind: Kind,
  sealed: Blob,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<{ id: string } | { refused: string }> {
  try {
    const headers = { ...SESSION_HEADERS, 'content-type': 'application/octet-stream' }
    const answer = await fetch(`/envelopes/${demandId}/${kind}`, { method: 'POST', headers, body: sealed })
    const body = (await answer.json()) as { id?: string; errors?: { message?: string }[] }
    return answer.ok && body.id ? { id: body.id } : { refused: body.errors?.[0]?.message ?? '' }
  } catch {
    return { refused: '' }
  }
}

export interface ToSeal {
  demandId: string
  providerId: string
  publicKey: string
}

/** Seals and sends the three envelopes, one after the other; `tell` hears which is being done. */
export async function sealAndSend(
  need: ToSeal,
  fields: Record<Kind, object>,
  files: BidFiles,
  tell: (kind: Kind) => void,
): Promise<{ ids: string[] } | { refused: string }> {
  const ids: string[] = []
  for (const kind of KINDS) {
    tell(kind)
    const plain = plainEnvelope(fields[kind], kind === 'price' ? [] : files[kind])
    const sealed = await seal(need.publicKey, purposeOf(need.demandId, need.providerId, kind), plain)
    const sent = await send(need.demandId, kind, sealed)
    if ('refused' in sent) return sent
    ids.push(sent.id)
  }
  return { ids }
}
